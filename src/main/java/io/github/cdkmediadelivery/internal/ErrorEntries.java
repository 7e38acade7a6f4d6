package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;

/** How long errors are kept, code by code, and which pages take their place. */
public record ErrorEntries(SortedMap<Integer, Entry> byCode) implements Concern {

    public ErrorEntries {
        byCode = Collections.unmodifiableSortedMap(new TreeMap<>(byCode));
    }

    public ErrorEntries with(int code, Entry entry) {
        SortedMap<Integer, Entry> changed = new TreeMap<>(byCode);
        changed.put(code, entry);
        return new ErrorEntries(changed);
    }

    /** One line of the distribution's error configuration. */
    public record Entry(Duration ttl, @Nullable String page, @Nullable Integer answer) {}

    /** The pages that take the place of errors. */
    Stream<String> pages() {
        return byCode.values().stream().map(Entry::page).filter(Objects::nonNull).distinct();
    }

    /** CloudFront asks for a page like for anything else: through the first behaviour whose path matches. */
    @Override
    public void check(Plan plan) {
        for (Entry entry : byCode.values()) {
            String page = entry.page;
            Check.that(
                    page == null
                            || plan.allRoutes().stream()
                                    .filter(route -> route.path().matches(page))
                                    .findFirst()
                                    .filter(route -> !(route instanceof Route.Refused))
                                    .isPresent(),
                    "errorPage: must be a path that is served",
                    String.valueOf(page),
                    "put it where the content lies, or give its path an origin with additionalBehavior(…)");
        }
    }

    @Override
    public void describe(Distribution.Builder distribution, Placement facade) {
        distribution.errorResponses(
                byCode.entrySet().stream().map(ErrorEntries::render).toList());
    }

    private static ErrorResponse render(Map.Entry<Integer, Entry> line) {
        Entry entry = line.getValue();
        return ErrorResponse.builder()
                .httpStatus(line.getKey())
                .ttl(Seconds.of(entry.ttl))
                .responsePagePath(entry.page)
                .responseHttpStatus(entry.answer)
                .build();
    }
}
