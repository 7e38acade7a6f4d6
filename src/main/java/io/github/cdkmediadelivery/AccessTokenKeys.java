package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.AccessToken;
import io.github.cdkmediadelivery.internal.AccessToken.Place;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.EdgeSource;
import io.github.cdkmediadelivery.internal.Json;
import io.github.cdkmediadelivery.internal.Said;
import io.github.cdkmediadelivery.internal.SharedResources;
import io.github.cdkmediadelivery.internal.Weak;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.KeyValueStore;
import software.constructs.Construct;

/**
 * The keys of Common Access Tokens (CTA-5007-B), and the function that checks tokens by them: for
 * {@link ViewerAccess#accessToken}. Up to 100 distributions can share it.
 *
 * <pre>{@code
 * AccessTokenKeys keys = AccessTokenKeys.Builder.create(this, "Keys").build();
 * }</pre>
 *
 * <p>The keys lie in a key value store of CloudFront, which is made empty and filled by its owner: no template, output,
 * log or function text has a key in it. Names in the store, which takes changes within seconds:
 *
 * <table>
 * <caption>The store</caption>
 * <tr><th>name</th><th>value</th></tr>
 * <tr><td>{@code key:ID}</td><td>a key, at least 32 bytes as lower-case hexadecimal text</td></tr>
 * <tr><td>{@code session:ID}</td><td>anything: tokens of this session ({@code cti}) are refused</td></tr>
 * <tr><td>{@code user:ID}</td><td>anything: tokens of this user ({@code sub}) are refused</td></tr>
 * </table>
 *
 * <p><b>To make a key</b>, put it where the signer reads it, and into the store. Each change of the store takes its
 * newest {@code ETag}:
 *
 * <pre>
 * KEY=$(openssl rand -hex 32)
 * aws secretsmanager create-secret --name tokens/2026-11 --secret-string "$KEY"
 * ETAG=$(aws cloudfront-keyvaluestore describe-key-value-store --kvs-arn $ARN --query ETag --output text)
 * aws cloudfront-keyvaluestore put-key --kvs-arn $ARN --if-match $ETAG --key key:2026-11 --value "$KEY"
 * </pre>
 *
 * <p><b>To rotate</b>, three ordinary steps, none of which cuts a viewer: make the next key under another id; let the
 * signer use it, and wait until the last token of the old one has expired; delete the old one:
 *
 * <pre>
 * aws cloudfront-keyvaluestore delete-key --kvs-arn $ARN --if-match $ETAG --key key:2026-11
 * </pre>
 *
 * <p><b>To revoke</b> a session, or all that a user has: the next request of it is refused. The entry can go once the
 * last of its tokens has expired:
 *
 * <pre>
 * aws cloudfront-keyvaluestore put-key --kvs-arn $ARN --if-match $ETAG --key session:4f1c --value revoked
 * aws cloudfront-keyvaluestore put-key --kvs-arn $ARN --if-match $ETAG --key user:jane --value revoked
 * </pre>
 *
 * <p>A session's or a user's id that is not printable ASCII is written as hexadecimal text. A key that became known is
 * deleted at once: that cuts every viewer whose token it signed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions.html">CloudFront
 *     KeyValueStore</a>
 */
public final class AccessTokenKeys extends Construct {

    private final KeyValueStore store;
    private final Function function;
    private final Set<Place> elsewhere;
    private final Optional<WayIn> wayIn;

    private AccessTokenKeys(Builder options) {
        super(options.scope, options.id);
        elsewhere = Set.copyOf(options.elsewhere);
        String place = SharedResources.digest(getNode().getPath());
        store = KeyValueStore.Builder.create(this, "Store")
                .keyValueStoreName(SharedResources.name("tokens-" + place))
                .comment("Keys of access tokens, and what is revoked; both are put there by their owner")
                .build();
        function = Function.Builder.create(this, "Function")
                .functionName(SharedResources.name("tokens-" + place))
                .comment("Lets in who shows a Common Access Token")
                .runtime(FunctionRuntime.JS_2_0)
                .code(FunctionCode.fromInline(options.code(List.of())))
                .keyValueStore(store)
                .build();
        wayIn = options.wayIn(function);
        Weak.whereOthersReferTo(function);
    }

    /** {@return where keys and revocations belong; its ARN is {@code --kvs-arn}} */
    public KeyValueStore getStore() {
        return store;
    }

    /**
     * {@return the function, for behaviours that the library does not make}
     *
     * @throws IllegalArgumentException {@code trust: must be of keys …} where MediaTailor's token would open nothing
     */
    public Function getFunction() {
        Check.that(
                wayIn.filter(way -> way.folders().isEmpty()).isEmpty(),
                "trust: must be of keys that a MediaTailorDistribution uses first, since it says what the token opens",
                "keys that none uses",
                "give them to its viewerAccess, or remove trust(…)");
        return function;
    }

    /** MediaTailor's, if it was given a path token. */
    Optional<WayIn> wayIn() {
        return wayIn;
    }

    AccessToken asked() {
        return new AccessToken(function, elsewhere);
    }

    /** Options of {@link AccessTokenKeys}. */
    public static final class Builder {

        private final Said said = new Said();
        private final Construct scope;
        private final String id;
        private final Set<Place> elsewhere = EnumSet.noneOf(Place.class);
        private @Nullable MediaTailorTrust trust;

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
         * A token may also stand in the header {@code CTA-Common-Access-Token}, for players that send it with each
         * request. Pages on other domains must be allowed to: {@code CorsRules.requestHeaders(…)}.
         *
         * <p>Each path of the content takes another behaviour, of which a distribution has 75.
         *
         * @return this
         */
        public Builder header() {
            said.once("header", Place.HEADER);
            elsewhere.add(Place.HEADER);
            return this;
        }

        /**
         * A token may also stand in the query parameter {@code CAT}. Relative URLs in a manifest drop it: for single
         * files.
         *
         * <p>Each path of the content takes another behaviour, of which a distribution has 75.
         *
         * @return this
         */
        public Builder query() {
            said.once("query", Place.QUERY);
            elsewhere.add(Place.QUERY);
            return this;
        }

        /**
         * MediaTailor fetches the content through the same function, by a secret path; by default it is not let in. Not
         * needed where it comes to the content directly, see {@link MediaTailorPlayback}.
         *
         * @param trust a path token
         * @return this
         * @throws IllegalArgumentException {@code trust: must be a path token …} for what anyone can send
         */
        public Builder trust(MediaTailorTrust trust) {
            said.once("trust", trust);
            Check.that(
                    trust.currentToken().isPresent(),
                    "trust: must be a path token where viewers show tokens, or anyone gets the manifests without one",
                    "forgeableUserAgent",
                    "use MediaTailorTrust.pathToken(…)");
            this.trust = trust;
            return this;
        }

        /**
         * Defines the store and the function.
         *
         * @return the construct
         */
        public AccessTokenKeys build() {
            return new AccessTokenKeys(this);
        }

        private Optional<WayIn> wayIn(Function function) {
            return Optional.ofNullable(trust).map(chosen -> new WayIn(chosen, function, List.of(), this::code));
        }

        private String code(List<String> folders) {
            Map<String, Object> options =
                    Json.object("header", elsewhere.contains(Place.HEADER), "query", elsewhere.contains(Place.QUERY));
            if (trust != null) {
                options.putAll(trust.options());
                options.put("folders", folders);
            }
            return EdgeSource.of(options, "access-token.js", "path-token.js", "viewer-access.js");
        }
    }
}
