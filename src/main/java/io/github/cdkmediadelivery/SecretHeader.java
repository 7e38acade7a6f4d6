package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.CustomHeaders;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.ReadableSecret;
import io.github.cdkmediadelivery.internal.Said;
import io.github.cdkmediadelivery.simulator.ReviewPlugin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * A header with a secret value, which CloudFront adds to each request so that an HTTPS origin knows it.
 *
 * <pre>{@code
 * SecretHeader header = SecretHeader.Builder.create(this, "OriginVerify", "X-Origin-Verify").build();
 * HttpOrigin origin = HttpOrigin.Builder.create("origin.example.com")
 *         .customHeaders(header.asCustomHeaders())
 *         .build();
 * }</pre>
 *
 * <p>The value lies in Secrets Manager, and templates hold a dynamic reference to it. It is weaker than origin access
 * control: whoever learns it is let in. Use it where the origin knows no signatures. The synthesis fails where the
 * header would be forwarded from viewers or be part of a cache key, and where its origin is reached by plain HTTP.
 *
 * <p><b>To rotate</b> without refusing a request, three ordinary deployments:
 *
 * <ol>
 *   <li>{@code .accepts(old, next).sends(old)}: the origin learns the new value;
 *   <li>{@code .accepts(old, next).sends(next)}: the edge sends it;
 *   <li>{@code .accepts(next).sends(next)}: the origin forgets the old one.
 * </ol>
 *
 * <p>Each step changes one side only, so the order in which CloudFormation updates policy and distribution does not
 * matter.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html">Add
 *     custom headers to origin requests</a>
 */
public final class SecretHeader extends Construct {

    private final String name;
    private final List<HeaderSecret.Place> places;
    private final List<String> accepted;
    private final String sent;

    private SecretHeader(Builder options, HeaderSecret sends) {
        super(options.scope, options.id);
        name = options.name;
        places = options.accepts.stream()
                .map(secret -> secret.in(this, options.replicas))
                .toList();
        accepted = places.stream().map(HeaderSecret.Place::reference).toList();
        sent = accepted.get(options.accepts.indexOf(sends));
        Placement.of(options.scope).own().reviewedBy(ReviewPlugin.ofTheLibrarysDistributions());
    }

    /** {@return the header's name} */
    public String getHeaderName() {
        return name;
    }

    /**
     * For the {@code customHeaders} of an origin of aws-cdk-lib.
     *
     * @return the name, and a dynamic reference to the value that is sent
     */
    public Map<String, String> asCustomHeaders() {
        return Map.of(name, sent);
    }

    /**
     * For a policy or a rule of the origin's: the values that it must let in.
     *
     * @return a dynamic reference to each
     */
    public List<String> getAcceptedValues() {
        return accepted;
    }

    /** {@return the secrets in which the accepted values lie, for grants to the origin's owner and for rotation} */
    public List<ISecret> getSecrets() {
        return places.stream().map(HeaderSecret.Place::secret).toList();
    }

    /** Where the accepted values lie, in words. */
    List<String> places(boolean exact) {
        return places.stream().map(place -> place.describe(exact)).toList();
    }

    /** Options of {@link SecretHeader}. */
    public static final class Builder {

        private final Said said = new Said();
        private final Construct scope;
        private final String id;
        private final String name;
        private List<HeaderSecret> accepts = List.of(HeaderSecret.generated("1"));
        private @Nullable HeaderSecret sends;
        private List<String> replicas = List.of();

        private Builder(Construct scope, String id, String name) {
            CustomHeaders.checkName(name);
            this.scope = scope;
            this.id = id;
            this.name = name;
        }

        /**
         * {@return the options of a new construct}
         *
         * @param scope where it goes
         * @param id its name there
         * @param name of the header, for example {@code X-Origin-Verify}; not one that CloudFront reserves
         * @throws IllegalArgumentException {@code customHeader: name …}
         */
        public static Builder create(Construct scope, String id, String name) {
            Check.present("scope", scope);
            Check.present("id", id);
            Check.present("name", name);
            return new Builder(scope, id, name);
        }

        /**
         * The values that the origin lets in; by default one that is generated.
         *
         * @param secrets at least one
         * @return this
         * @throws IllegalArgumentException {@code accepts: must name each value once …}
         */
        public Builder accepts(HeaderSecret... secrets) {
            said.once("accepts", secrets);
            List<HeaderSecret> named = List.of(secrets);
            Check.that(
                    !named.isEmpty() && named.stream().distinct().count() == named.size(),
                    "accepts: must name each value once, and at least one",
                    named,
                    "use for example accepts(HeaderSecret.generated(\"2026-11\"))");
            this.accepts = named;
            return this;
        }

        /**
         * The value that the edge sends; by default the first of those that the origin lets in.
         *
         * @param secret one of them
         * @return this
         */
        public Builder sends(HeaderSecret secret) {
            said.once("sends", secret);
            this.sends = secret;
            return this;
        }

        /**
         * For an edge and an origin in different regions: CloudFormation reads a secret in the region of the stack that
         * refers to it, so copies of all values are in these too. {@link SecretHeader#asCustomHeaders} and
         * {@link SecretHeader#getAcceptedValues} then hold in each of the regions.
         *
         * <p>Secrets that are made here, or in the same app, are replicated; of those that were imported their owner
         * has done so. Copies are encrypted with {@code aws/secretsmanager}, and each is charged like a secret.
         *
         * @param regions other than the secrets' own
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
         * Defines the secrets that are to be generated.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code sends: must be one of the accepted values …}
         */
        public SecretHeader build() {
            HeaderSecret chosen = sends != null ? sends : accepts.get(0);
            Check.that(
                    accepts.contains(chosen),
                    "sends: must be one of the accepted values, or the origin refuses every request",
                    chosen,
                    "name it in accepts(…) too, and deploy that first");
            return new SecretHeader(this, chosen);
        }
    }
}
