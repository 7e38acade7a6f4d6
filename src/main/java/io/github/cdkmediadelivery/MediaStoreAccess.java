package io.github.cdkmediadelivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a MediaStore container knows CloudFront: by its signature (origin access control, the default), or by a secret in
 * the {@code Referer} or {@code User-Agent} header.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-mediastore.html">Restrict
 *     access to a MediaStore origin</a>
 */
public final class MediaStoreAccess {

    /** Which key of a policy sees which header. */
    private static final Map<String, String> CONDITION_KEYS =
            Map.of("referer", "aws:Referer", "user-agent", "aws:UserAgent");

    private final @Nullable SecretHeader header;

    private MediaStoreAccess(@Nullable SecretHeader header) {
        this.header = header;
    }

    /**
     * CloudFront signs its requests.
     *
     * @return the choice
     */
    public static MediaStoreAccess originAccessControl() {
        return new MediaStoreAccess(null);
    }

    /**
     * The container lets in everyone who shows the secret: weaker than a signature, as AWS itself says of both headers.
     *
     * @param header named {@code Referer} or {@code User-Agent}, the two that a container's policy can ask for
     * @return the choice
     * @throws IllegalArgumentException {@code secretHeader: must be named …} for another header
     */
    public static MediaStoreAccess secretHeader(SecretHeader header) {
        Check.that(
                CONDITION_KEYS.containsKey(key(header)),
                "secretHeader",
                "must be named Referer or User-Agent, the headers that a container's policy can ask for",
                header.getHeaderName(),
                "use SecretHeader.Builder.create(this, id, \"Referer\")");
        return new MediaStoreAccess(header);
    }

    OriginCredentials credentials(StackResources shared) {
        return header == null
                ? OriginCredentials.signature(shared.mediaStoreOriginAccessControlId())
                : new OriginCredentials(null, header.asCustomHeaders());
    }

    /** Who may read; {@code distributions} are the conditions that a signature has to fulfil. */
    Map<String, Object> statement(String objects, Map<String, Object> distributions) {
        return read(objects, header == null ? distributions : shows(header, header.getAcceptedValues()));
    }

    /**
     * The same for eyes and outputs, which must not hold a secret nor a reference that may become one.
     *
     * @param exact with the ARN of the secret, which only the deployment knows
     */
    Map<String, Object> statementToTell(String objects, Map<String, Object> distributions, boolean exact) {
        return read(objects, header == null ? distributions : shows(header, header.places(exact)));
    }

    private Map<String, Object> read(String objects, Map<String, Object> who) {
        Map<String, Object> conditions = new LinkedHashMap<>(who);
        conditions.put("Bool", Map.of("aws:SecureTransport", "true"));
        return Json.object(
                "Sid",
                "CloudFrontRead",
                "Effect",
                "Allow",
                "Principal",
                header == null ? Map.of("Service", "cloudfront.amazonaws.com") : "*",
                "Action",
                List.of("mediastore:GetObject", "mediastore:DescribeObject"),
                "Resource",
                objects,
                "Condition",
                conditions);
    }

    private static Map<String, Object> shows(SecretHeader header, List<String> values) {
        Object value = values.size() == 1 ? values.get(0) : values;
        return Map.of("StringEquals", Map.of(conditionKey(header), value));
    }

    private static String conditionKey(SecretHeader header) {
        return Objects.requireNonNull(CONDITION_KEYS.get(key(header)));
    }

    private static String key(SecretHeader header) {
        return header.getHeaderName().toLowerCase(Locale.ROOT);
    }
}
