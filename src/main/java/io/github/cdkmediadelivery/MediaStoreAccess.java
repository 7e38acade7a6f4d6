package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.OriginCredentials;
import io.github.cdkmediadelivery.internal.SharedResources;
import io.github.cdkmediadelivery.internal.Statement;
import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a MediaStore container knows CloudFront: by its signature (origin access control, the default), or by a secret in
 * the {@code Referer} or {@code User-Agent} header.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-mediastore.html">Restrict
 *     access to a MediaStore origin</a>
 */
public final class MediaStoreAccess extends Value<Optional<SecretHeader>> {

    /** Which key of a policy sees which header. */
    private static final Map<String, String> CONDITION_KEYS =
            Map.of("referer", "aws:Referer", "user-agent", "aws:UserAgent");

    private MediaStoreAccess(Optional<SecretHeader> header) {
        super(header);
    }

    /**
     * CloudFront signs its requests.
     *
     * @return the choice
     */
    public static MediaStoreAccess originAccessControl() {
        return new MediaStoreAccess(Optional.empty());
    }

    /**
     * {@return the choice that the container lets in everyone who shows the secret: weaker than a signature, as AWS
     * itself says of both headers}
     *
     * @param header named {@code Referer} or {@code User-Agent}, the two that a container's policy can ask for
     * @throws IllegalArgumentException {@code secretHeader: must be named …} for another header
     */
    public static MediaStoreAccess secretHeader(SecretHeader header) {
        Check.present("header", header);
        Check.that(
                CONDITION_KEYS.containsKey(key(header)),
                "secretHeader: must be named Referer or User-Agent, the headers that a container's policy can ask for",
                header.getHeaderName(),
                "use SecretHeader.Builder.create(this, id, \"Referer\")");
        return new MediaStoreAccess(Optional.of(header));
    }

    OriginCredentials credentials(SharedResources shared) {
        return chosen().map(header -> OriginCredentials.headers(header.asCustomHeaders()))
                .orElseGet(() -> OriginCredentials.signature(shared.mediaStoreOriginAccessControlId()));
    }

    /** Who may read; {@code distributions} is the condition that a signature has to fulfil. */
    Statement statement(String objects, Condition distributions) {
        return chosen().map(header -> read(Principal.ANYONE, objects, shows(header, header.getAcceptedValues())))
                .orElseGet(() -> read(Principal.CLOUDFRONT, objects, distributions));
    }

    /**
     * The same for eyes and outputs, which must not hold a secret nor a reference that may become one.
     *
     * @param exact with the ARN of the secret, which only the deployment knows
     */
    Statement statementToTell(String objects, Condition distributions, boolean exact) {
        return chosen().map(header -> read(Principal.ANYONE, objects, shows(header, header.places(exact))))
                .orElseGet(() -> read(Principal.CLOUDFRONT, objects, distributions));
    }

    private static Statement read(Principal who, String objects, Condition shows) {
        return Statement.allow(who, "mediastore:GetObject", "mediastore:DescribeObject")
                .named("CloudFrontRead")
                .on(objects)
                .when(shows, Condition.OVER_TLS);
    }

    private static Condition shows(SecretHeader header, List<String> values) {
        return new Condition("StringEquals", conditionKey(header), values);
    }

    private static String conditionKey(SecretHeader header) {
        return Objects.requireNonNull(CONDITION_KEYS.get(key(header)));
    }

    private static String key(SecretHeader header) {
        return header.getHeaderName().toLowerCase(Locale.ROOT);
    }
}
