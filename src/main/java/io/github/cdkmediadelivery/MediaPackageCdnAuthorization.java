package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.CdnIdentifier;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.ReadableSecret;
import io.github.cdkmediadelivery.internal.Said;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediapackage.CfnPackagingGroup;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * CDN authorization for MediaPackage v1: a header that only CloudFront knows, without which the endpoint answers 403.
 *
 * <p>Defines a secret in Secrets Manager (unless it is given one) and the role by which MediaPackage reads it.
 * CloudFront sends the value as {@code X-MediaPackage-CDNIdentifier}; the template holds a dynamic reference, never the
 * value.
 *
 * <p>The endpoint must know both. An endpoint of the same app that is given to the origin as
 * {@link MediaPackageEndpoint#of} is told by itself; for any other hand {@link #getSecret} and {@link #getRole} to its
 * owner, or call {@link #authorize}.
 *
 * <p>To rotate: change the secret's value, wait ten minutes (MediaPackage accepts the value before and after), then
 * deploy a change of the distribution, since CloudFormation does not notice that a secret changed.
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/ug/cdn-auth.html">CDN authorization in MediaPackage
 *     v1</a>
 */
public final class MediaPackageCdnAuthorization extends Construct {

    private static final String HEADER = "X-MediaPackage-CDNIdentifier";
    private static final String JSON_KEY = "MediaPackageCDNIdentifier";
    private static final String SERVICE = "mediapackage.amazonaws.com";

    private final CdnIdentifier identifier;

    private MediaPackageCdnAuthorization(Builder options) {
        super(options.scope, options.id);
        ISecret secret = options.secret != null ? options.secret : CdnIdentifier.generate(this, JSON_KEY);
        identifier = CdnIdentifier.create(this, HEADER, JSON_KEY, SERVICE, secret, options.replicas);
    }

    /** {@return the secret whose JSON field {@code MediaPackageCDNIdentifier} holds the value} */
    public ISecret getSecret() {
        return identifier.secret();
    }

    /** {@return the role that MediaPackage assumes to read the secret} */
    public IRole getRole() {
        return identifier.role();
    }

    /**
     * Makes an endpoint demand the header.
     *
     * @param endpoint of the secret's region
     * @throws IllegalArgumentException {@code cdnAuthorization: must have its secret in the region of the endpoint …}
     */
    public void authorize(CfnOriginEndpoint endpoint) {
        Check.present("endpoint", endpoint);
        identifier.checkReadableBy(Placement.of(endpoint).knownRegion());
        endpoint.setAuthorization(CfnOriginEndpoint.AuthorizationProperty.builder()
                .cdnIdentifierSecret(identifier.secret().getSecretArn())
                .secretsRoleArn(identifier.role().getRoleArn())
                .build());
    }

    /**
     * Makes all assets of a packaging group demand the header.
     *
     * @param group of the secret's region
     * @throws IllegalArgumentException {@code cdnAuthorization: must have its secret in the region of the endpoint …}
     */
    public void authorize(CfnPackagingGroup group) {
        Check.present("group", group);
        identifier.checkReadableBy(Placement.of(group).knownRegion());
        group.setAuthorization(CfnPackagingGroup.AuthorizationProperty.builder()
                .cdnIdentifierSecret(identifier.secret().getSecretArn())
                .secretsRoleArn(identifier.role().getRoleArn())
                .build());
    }

    CdnIdentifier identifier() {
        return identifier;
    }

    /** Options of {@link MediaPackageCdnAuthorization}. */
    public static final class Builder {

        private final Said said = new Said();
        private final Construct scope;
        private final String id;
        private @Nullable ISecret secret;
        private List<String> replicas = List.of();

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /**
         * {@return the options of a new construct}
         *
         * @param scope where it goes
         * @param id its name there
         */
        public static Builder create(Construct scope, String id) {
            Check.present("scope", scope);
            Check.present("id", id);
            return new Builder(scope, id);
        }

        /**
         * A secret of the user's; by default one is made, with 64 letters and digits.
         *
         * @param secret its JSON field {@code MediaPackageCDNIdentifier} holds 8 to 128 characters
         * @return this
         */
        public Builder secret(ISecret secret) {
            said.once("secret", secret);
            this.secret = secret;
            return this;
        }

        /**
         * For a distribution whose stack is in another region than the channel: MediaPackage reads the secret in its
         * own region, and CloudFormation in that of the distribution's stack, so a copy of it is there.
         *
         * <pre>{@code
         * MediaPackageCdnAuthorization.Builder.create(channel, "Authorization")
         *         .replicatedTo("us-east-1")
         *         .build();
         * }</pre>
         *
         * <p>A secret that is made here, or in the same app, is replicated; of one that was imported its owner has done
         * so. Copies are encrypted with {@code aws/secretsmanager}, and each is charged like a secret.
         *
         * @param regions of distributions
         * @return this
         * @throws IllegalArgumentException {@code replicatedTo: must be a region's name …}, {@code replicatedTo: must
         *     name each region once …}, or when it is built {@code replicatedTo: must be another region …}
         * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html">Replicate
         *     secrets across regions</a>
         */
        public Builder replicatedTo(String... regions) {
            said.once("replicatedTo", regions);
            replicas = ReadableSecret.regions(regions);
            return this;
        }

        /**
         * Defines the secret and the role.
         *
         * @return the construct
         */
        public MediaPackageCdnAuthorization build() {
            return new MediaPackageCdnAuthorization(this);
        }
    }
}
