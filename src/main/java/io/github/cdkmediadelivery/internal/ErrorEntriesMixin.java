package io.github.cdkmediadelivery.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import software.amazon.awscdk.Mixin;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.CfnDistribution;
import software.constructs.IConstruct;

/**
 * Error entries for a distribution that is there already, whose {@code errorResponses} are said once, when it is made.
 */
public final class ErrorEntriesMixin extends Mixin {

    private static final String PROPERTY = "customErrorResponses";

    /** What a mixin wrote is no property of the resource that could be read. */
    private static final Set<CfnDistribution> WRITTEN =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final ErrorEntries entries;

    /** @param entries to be written */
    public ErrorEntriesMixin(ErrorEntries entries) {
        this.entries = entries;
    }

    @Override
    public Boolean supports(IConstruct construct) {
        return construct instanceof CfnDistribution;
    }

    /** An entry of the user's may have a page, which must not go without a word. */
    @Override
    public void applyTo(IConstruct construct) {
        CfnDistribution distribution = (CfnDistribution) construct;
        Object config = Stack.of(distribution).resolve(distribution.getDistributionConfig());
        Check.that(
                WRITTEN.add(distribution) && !(config instanceof Map<?, ?> said && said.containsKey(PROPERTY)),
                "errorCaching: must be said once for a distribution",
                PROPERTY + " of " + distribution.getNode().getPath(),
                "leave the mixin out, or the distribution's own errorResponses");
        distribution.addPropertyOverride("DistributionConfig.CustomErrorResponses", rendered());
    }

    private List<Map<String, Object>> rendered() {
        return entries.byCode().entrySet().stream()
                .map(line -> rendered(line.getKey(), line.getValue()))
                .toList();
    }

    private static Map<String, Object> rendered(int code, ErrorEntries.Entry entry) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("ErrorCode", code);
        properties.put("ErrorCachingMinTTL", entry.ttl().toSeconds());
        if (entry.page() != null) {
            properties.put("ResponsePagePath", entry.page());
            properties.put("ResponseCode", entry.answer());
        }
        return properties;
    }
}
