package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Concern;
import io.github.cdkmediadelivery.internal.Json;
import io.github.cdkmediadelivery.internal.Limits;
import io.github.cdkmediadelivery.internal.SharedResources;
import io.github.cdkmediadelivery.internal.ViewerRequest;
import io.github.cdkmediadelivery.internal.Warnings;
import io.github.cdkmediadelivery.internal.Weak;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.KeyValueStore;
import software.constructs.Construct;

/**
 * A CloudFront function that keeps unauthorized browsers away from a stream and lets MediaTailor in, without opening
 * anything to anyone else.
 *
 * <pre>{@code
 * MediaTailorSafeEdgeFunction guard = MediaTailorSafeEdgeFunction.Builder.create(this, "Guard", pages)
 *         .trust(MediaTailorTrust.pathToken(token))
 *         .build();
 * }</pre>
 *
 * <p>Give it to a facade with {@link DeliveryBuilder#viewerRequestFunction}, or to any behaviour as its viewer request
 * function; up to 100 distributions can share it. A refusal is 401 with a text that people can read; it is never
 * cached, and pages on the list can see it. Preflights pass where a behaviour allows OPTIONS.
 *
 * <p>The function's text can be read by everyone who may read the account's functions, so no secret stands in it: path
 * tokens as SHA-256 digests, the key of session tokens in a key value store.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html">JavaScript
 *     runtime 2.0</a>
 */
public final class MediaTailorSafeEdgeFunction extends Construct {

    private static final String PLACE_OF_OPTIONS = "const OPTIONS = {};";

    /** Inline flags, look-behinds, named and atomic groups, possessive quantifiers, quotations, classes by name. */
    private static final Pattern JAVA_ONLY =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*(?:\\(\\?(?![:=!])|[+*?}]\\+|\\\\[AZzGQEpPhHXRkaeN])|&&");

    private final Function function;
    private final @Nullable KeyValueStore sessionKeys;
    private final Optional<MediaTailorTrust> trust;
    private final boolean admitsAnyone;
    private final Set<PathKind> exempt;

    /** What a path is asked for. */
    public enum PathKind {
        /** {@code .m3u8} and {@code .mpd}. */
        MANIFEST,
        /** {@code .ts}, {@code .m4s}, {@code .mp4}, {@code .aac}, {@code .vtt} and their like. */
        SEGMENT,
        /**
         * {@code /tm/}, {@code /segment/}, {@code /v1/tracking/}: what players tell MediaTailor, and its ad segments.
         */
        TRACKING,
        /** {@code /v1/}: manifests that MediaTailor made for one viewer. */
        PERSONALIZED,
        /** Everything else. */
        OTHER
    }

    /** The status of a refusal. */
    public enum Refusal {
        /** 401 Unauthorized. */
        UNAUTHORIZED(401),
        /** 403 Forbidden. */
        FORBIDDEN(403);

        private final int status;

        Refusal(int status) {
            this.status = status;
        }
    }

    private MediaTailorSafeEdgeFunction(Builder options, String code) {
        super(options.scope, options.id);
        trust = Optional.ofNullable(options.trust);
        admitsAnyone = options.missingOrigin == MissingOrigin.ALLOWED || options.exempt.contains(PathKind.MANIFEST);
        exempt = Set.copyOf(options.exempt);
        String digest = SharedResources.digest(getNode().getPath());
        sessionKeys = options.trust != null && options.trust.needsKeyValueStore()
                ? KeyValueStore.Builder.create(this, "SessionKeys")
                        .keyValueStoreName(SharedResources.name("sessions-" + digest))
                        .comment("Signs session tokens; the key is put there by its owner")
                        .build()
                : null;
        function = Function.Builder.create(this, "Function")
                .functionName(SharedResources.name("guard-" + digest))
                .comment("Keeps unauthorized browsers out and lets MediaTailor in")
                .runtime(FunctionRuntime.JS_2_0)
                .code(FunctionCode.fromInline(code))
                .keyValueStore(sessionKeys)
                .build();
        Weak.whereOthersReferTo(function);
        if (options.trust != null && options.trust.isForgeable()) {
            Warnings.add(
                    this,
                    "forgeable-user-agent",
                    "MediaTailor is known by its User-Agent, which anyone can send. Use MediaTailorTrust.pathToken.");
        }
    }

    /**
     * {@return the function, for {@link DeliveryBuilder#viewerRequestFunction} or a behaviour's function associations}
     */
    public Function getFunction() {
        return function;
    }

    /**
     * {@return where the key of session tokens belongs, under {@code session-key}; null without
     * {@link MediaTailorTrust#sessionToken}}
     */
    public @Nullable KeyValueStore getSessionKeys() {
        return sessionKeys;
    }

    /** The reference to the path token that MediaTailor is given. */
    Optional<String> pathToken() {
        return trust.flatMap(MediaTailorTrust::currentToken).map(PathToken::reference);
    }

    /** Whether MediaTailor gets the content's manifests through this function. */
    boolean admitsMediaTailor() {
        return admitsAnyone || trust.isPresent();
    }

    Concern concern() {
        return new ViewerRequest(function);
    }

    boolean exempts(PathKind kind) {
        return exempt.contains(kind);
    }

    boolean knowsPathToken() {
        return trust.flatMap(MediaTailorTrust::currentToken).isPresent();
    }

    /** Options of {@link MediaTailorSafeEdgeFunction}. */
    public static final class Builder {

        private final Construct scope;
        private final String id;
        private final AllowedOrigins origins;
        private final Set<PathKind> exempt = EnumSet.of(PathKind.TRACKING);
        private List<String> allowedAgents = List.of();
        private List<String> deniedAgents = List.of();
        private MissingOrigin missingOrigin = MissingOrigin.ALLOWED;
        private Refusal refusal = Refusal.UNAUTHORIZED;
        private @Nullable MediaTailorTrust trust;

        private Builder(Construct scope, String id, AllowedOrigins origins) {
            this.scope = scope;
            this.id = id;
            this.origins = origins;
        }

        /**
         * {@return the options of a new construct}
         *
         * @param scope where it goes
         * @param id its name there
         * @param origins the list that CORS and the web ACL share
         */
        public static Builder create(Construct scope, String id, AllowedOrigins origins) {
            return new Builder(scope, id, origins);
        }

        /**
         * By what MediaTailor is let in; by default it is not.
         *
         * @param trust the choice
         * @return this
         */
        public Builder trust(MediaTailorTrust trust) {
            this.trust = trust;
            return this;
        }

        /**
         * What becomes of requests that name no origin; by default they pass.
         *
         * @param choice the choice
         * @return this
         */
        public Builder missingOrigin(MissingOrigin choice) {
            this.missingOrigin = choice;
            return this;
        }

        /**
         * Only players whose User-Agent matches one of these pass. It can be forged.
         *
         * @param patterns regular expressions that Java and JavaScript read alike
         * @return this
         * @throws IllegalArgumentException {@code allowedUserAgents: must be regular expressions …}
         */
        public Builder allowedUserAgents(String... patterns) {
            this.allowedAgents = expressions("allowedUserAgents", patterns);
            return this;
        }

        /**
         * Players whose User-Agent matches one of these are refused.
         *
         * @param patterns regular expressions that Java and JavaScript read alike
         * @return this
         * @throws IllegalArgumentException {@code deniedUserAgents: must be regular expressions …}
         */
        public Builder deniedUserAgents(String... patterns) {
            this.deniedAgents = expressions("deniedUserAgents", patterns);
            return this;
        }

        /**
         * Kinds of path that pass without any rule; by default {@link PathKind#TRACKING} alone.
         *
         * @param kinds the kinds, in the place of the default
         * @return this
         */
        public Builder exempt(PathKind... kinds) {
            exempt.clear();
            exempt.addAll(List.of(kinds));
            return this;
        }

        /**
         * The status of a refusal; by default 401.
         *
         * @param refusal the choice
         * @return this
         */
        public Builder refusal(Refusal refusal) {
            this.refusal = refusal;
            return this;
        }

        /**
         * Defines the function.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code forgeableUserAgent: must not stand beside …}, {@code exempt: …}, or
         *     {@code function: must have at most 10240 bytes …}
         */
        public MediaTailorSafeEdgeFunction build() {
            Check.that(
                    trust == null || !trust.isForgeable() || missingOrigin != MissingOrigin.ALLOWED,
                    "forgeableUserAgent: must not stand beside missingOrigin(ALLOWED), which lets everyone in already",
                    missingOrigin,
                    "use MediaTailorTrust.pathToken(…), or another choice for missing origins");
            Check.that(
                    exempt.size() < PathKind.values().length,
                    "exempt: must leave a kind of path to the rules",
                    exempt,
                    "remove the function instead");
            return new MediaTailorSafeEdgeFunction(this, code());
        }

        /** The source file, with the options as one constant. */
        String code() {
            String session = trust != null && trust.needsKeyValueStore() ? source("session-token.js") : "";
            String code = session
                    + source("safe-edge.js").replace(PLACE_OF_OPTIONS, "const OPTIONS = " + escaped(options()) + ";");
            int size = code.getBytes(StandardCharsets.UTF_8).length;
            Check.that(
                    size <= Limits.FUNCTION_BYTES,
                    "function: must have at most " + Limits.FUNCTION_BYTES + " bytes",
                    size + " bytes, " + (size - Limits.FUNCTION_BYTES) + " too many",
                    "list fewer origins or user agents");
            return code;
        }

        private Map<String, Object> options() {
            Map<String, Object> options = Json.object(
                    "status",
                    refusal.status,
                    "origins",
                    origins.exact(),
                    "subdomains",
                    origins.domains().stream()
                            .map(below -> Json.object("scheme", below.scheme(), "domain", below.domain()))
                            .toList(),
                    "missingOrigin",
                    missingOrigin.name(),
                    "allowedAgents",
                    allowedAgents,
                    "deniedAgents",
                    deniedAgents,
                    "exempt",
                    exempt.stream()
                            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                            .toList());
            if (trust != null) {
                options.putAll(trust.options());
            }
            return options;
        }

        /** JSON is JavaScript but for a few characters beyond ASCII; none of them is left. */
        private static String escaped(Map<String, Object> options) {
            StringBuilder ascii = new StringBuilder();
            for (char c : Json.text(options).toCharArray()) {
                ascii.append(c < 0x7f ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
            return ascii.toString();
        }

        private static List<String> expressions(String option, String... patterns) {
            List<String> checked = new ArrayList<>();
            for (String pattern : patterns) {
                Check.that(
                        isExpression(pattern),
                        option + ": must be regular expressions that Java and JavaScript read alike",
                        pattern,
                        "use for example 'SmartTV'");
                checked.add(pattern);
            }
            return checked;
        }

        private static boolean isExpression(String pattern) {
            try {
                return !JAVA_ONLY.matcher(Pattern.compile(pattern).pattern()).find();
            } catch (PatternSyntaxException e) {
                return false;
            }
        }

        private static String source(String name) {
            try (InputStream file = MediaTailorSafeEdgeFunction.class.getResourceAsStream(name)) {
                return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
