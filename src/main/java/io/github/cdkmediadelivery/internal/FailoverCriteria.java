package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginSelectionCriteria;
import software.amazon.awscdk.services.cloudfront.origins.OriginGroup;

/**
 * When CloudFront asks the second of two origins.
 *
 * @param chosen the statuses of the user's choice; none where those of the kind of origin are meant
 */
public record FailoverCriteria(Optional<List<Integer>> chosen, Selection selection) {

    /** Which of two origins is asked first. */
    public enum Selection {
        ALWAYS_THE_FIRST,
        BY_MEDIA_QUALITY
    }

    /** What CloudFront takes. */
    private static final List<Integer> ALLOWED = List.of(400, 403, 404, 416, 429, 500, 502, 503, 504);

    /**
     * A server of streams says 404 for what it does not have, a forced error included, and 429 when it is asked too
     * often.
     */
    public static final List<Integer> OF_SERVERS = List.of(404, 429, 500, 502, 503, 504);

    /** A bucket says 403 for what it does not have, to those who may not list it. */
    public static final List<Integer> OF_BUCKETS = List.of(403, 404, 500, 502, 503, 504);

    public static FailoverCriteria of(Selection selection) {
        return new FailoverCriteria(Optional.empty(), selection);
    }

    public FailoverCriteria on(List<Integer> statusCodes) {
        Check.that(!statusCodes.isEmpty(), "statusCodes: must name at least one", statusCodes, "use for example 503");
        statusCodes.forEach(code -> Check.that(
                ALLOWED.contains(code),
                "statusCodes: must be of those that CloudFront fails over for, " + ALLOWED,
                code,
                "use for example 503"));
        return new FailoverCriteria(
                Optional.of(Check.distinct("statusCodes: must not name one twice", statusCodes)), selection);
    }

    public boolean isByMediaQuality() {
        return selection == Selection.BY_MEDIA_QUALITY;
    }

    /**
     * Both origins as one.
     *
     * @param ofTheKind the statuses that mean trouble for this kind of origin
     */
    public IOrigin group(IOrigin first, IOrigin second, List<Integer> ofTheKind) {
        return OriginGroup.Builder.create()
                .primaryOrigin(first)
                .fallbackOrigin(second)
                .fallbackStatusCodes(chosen.orElse(ofTheKind))
                .selectionCriteria(criteria())
                .build();
    }

    private @Nullable OriginSelectionCriteria criteria() {
        return isByMediaQuality() ? OriginSelectionCriteria.MEDIA_QUALITY_BASED : null;
    }

    @Override
    public String toString() {
        return (isByMediaQuality() ? "by media quality, and " : "")
                + chosen.map(codes -> "on " + codes).orElse("on errors");
    }
}
