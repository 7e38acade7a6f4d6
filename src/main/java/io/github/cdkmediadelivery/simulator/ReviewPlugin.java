package io.github.cdkmediadelivery.simulator;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.QuotaReview;
import io.github.cdkmediadelivery.simulator.Finding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/**
 * The {@link Review} at each synthesis: errors fail it, warnings are printed.
 *
 * <p>Each facade of the library has its own distributions reviewed. For all distributions of an app:
 *
 * <pre>{@code
 * ReviewPlugin.everyDistribution(app);
 * }</pre>
 *
 * <p>A finding is accepted on its construct, with a reason, by {@code cdk-media-delivery::} and the id of its rule:
 *
 * <pre>{@code
 * Validations.of(distribution).acknowledge(Acknowledgment.builder()
 *         .id("cdk-media-delivery::viewers-over-http")
 *         .reason("old set-top boxes speak no TLS")
 *         .build());
 * }</pre>
 *
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html">AWS CDK policy validation at
 *     synthesis time</a>
 */
public final class ReviewPlugin implements IPolicyValidationPlugin {

    /** Of both, so that what is accepted of the one is accepted of the other. */
    private static final String NAME = "cdk-media-delivery";

    /** What the facades register: one, so that the CDK calls once. */
    private static final ReviewPlugin OF_THE_LIBRARYS =
            new ReviewPlugin(ReviewPlugin::isOfTheLibrary, Severity.WARNING);

    private static final ReviewPlugin OF_EVERY = new ReviewPlugin((assembly, distribution) -> true, Severity.NOTE);

    /**
     * Whatever the library makes for a distribution has such a name, or is a secret that the edge sends; not all need
     * any.
     */
    private static final Pattern TRACES = Pattern.compile("MediaDelivery|\\{\\{resolve:secretsmanager:");

    /** Apps of which {@link #OF_EVERY} sees all, so that the other has nothing to add. */
    private static final Set<IConstruct> WHOLE =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final BiPredicate<CloudAssembly, Distribution> which;
    private final Severity least;

    private ReviewPlugin(BiPredicate<CloudAssembly, Distribution> which, Severity least) {
        this.which = which;
        this.least = least;
    }

    /**
     * Reviews every distribution of an app, whoever defines it, in the place of the library's alone; it also says what
     * it could not see.
     *
     * @param app whose synthesis it belongs to
     */
    public static void everyDistribution(App app) {
        Check.present("app", app);
        if (WHOLE.add(app)) {
            Validations.of(app).addPlugins(OF_EVERY);
        }
    }

    /** {@return the review of the distributions that the library had a hand in; facades register it} */
    public static IPolicyValidationPlugin ofTheLibrarysDistributions() {
        return OF_THE_LIBRARYS;
    }

    private static boolean isOfTheLibrary(CloudAssembly assembly, Distribution distribution) {
        return distribution.origins().stream().anyMatch(Review::isOfMedia)
                || TRACES.matcher(assembly.template(distribution.stack())
                                .content()
                                .path("Resources")
                                .path(distribution.id())
                                .toString())
                        .find();
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public PolicyValidationPluginReport validate(IPolicyValidationContext context) {
        if (this == OF_THE_LIBRARYS && WHOLE.contains(context.getAppConstruct())) {
            return PolicyValidationPluginReport.builder()
                    .success(true)
                    .violations(List.of())
                    .build();
        }
        List<Found> found = folders(context.getTemplatePaths()).stream()
                .map(CloudAssembly::in)
                .flatMap(this::in)
                .filter(finding -> finding.finding.rule().severity().compareTo(least) <= 0)
                .sorted(Comparator.comparing(each -> each.finding.rule().severity()))
                .toList();
        List<PolicyViolation> violations = new ArrayList<>(grouped(found));
        violations.addAll(QuotaReview.atDefaults(context));
        return PolicyValidationPluginReport.builder()
                .success(found.stream()
                        .noneMatch(finding -> finding.finding.rule().severity() == Severity.ERROR))
                .violations(violations)
                .build();
    }

    /** The assemblies that hold the templates, without those that are nested in another one. */
    private static List<Path> folders(List<String> templates) {
        List<Path> all = templates.stream()
                .map(template -> Path.of(template).toAbsolutePath().getParent())
                .distinct()
                .toList();
        return all.stream()
                .filter(folder -> all.stream().noneMatch(other -> !other.equals(folder) && folder.startsWith(other)))
                .toList();
    }

    private record Found(Finding finding, String file) {}

    private Stream<Found> in(CloudAssembly assembly) {
        return Review.of(assembly, distribution -> which.test(assembly, distribution)).stream()
                .map(finding ->
                        new Found(finding, assembly.template(finding.stack()).file()));
    }

    /** What is said in the same words of several resources is said once. */
    private static List<PolicyViolation> grouped(List<Found> found) {
        Map<List<Object>, List<Found>> same = new LinkedHashMap<>();
        found.forEach(each -> same.computeIfAbsent(
                        List.of(each.finding.rule(), each.finding.what(), each.finding.fix()),
                        unused -> new ArrayList<>())
                .add(each));
        return same.values().stream().map(ReviewPlugin::violation).toList();
    }

    private static PolicyViolation violation(List<Found> same) {
        Finding finding = same.get(0).finding;
        return PolicyViolation.builder()
                .ruleName(finding.rule().id())
                .severity(finding.rule().severity().name().toLowerCase(Locale.ROOT))
                .description(finding.what())
                .fix(finding.fix())
                .violatingResources(same.stream()
                        .map(each -> PolicyViolatingResource.builder()
                                .resourceLogicalId(each.finding.resource())
                                .templatePath(each.file)
                                .locations(List.of())
                                .build())
                        .toList())
                .build();
    }
}
