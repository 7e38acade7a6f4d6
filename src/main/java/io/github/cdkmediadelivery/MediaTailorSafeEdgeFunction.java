package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.AgentPattern;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Concern;
import io.github.cdkmediadelivery.internal.EdgeSource;
import io.github.cdkmediadelivery.internal.Json;
import io.github.cdkmediadelivery.internal.Said;
import io.github.cdkmediadelivery.internal.SharedResources;
import io.github.cdkmediadelivery.internal.ViewerRequest;
import io.github.cdkmediadelivery.internal.Warnings;
import io.github.cdkmediadelivery.internal.Weak;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.IFunctionRef;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
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
 * cached, and pages on the list can see it. Preflights pass where a behaviour allows OPTIONS: requests with that method
 * that name an origin and the method to come.
 *
 * <p>Paths that somebody on the way may read as others are refused: {@code ..}, {@code //}, {@code ;}, {@code \}, and
 * in percent-encoding what needs none, what divides a path, a space at the end of a name, or what is encoded twice.
 * What is beyond it are names that an origin invents by itself, such as a file that it finds without its ending.
 *
 * <p>The function's text can be read by everyone who may read the account's functions, so no secret stands in it: path
 * tokens are known by their SHA-256 digests. Where viewers pay, let them show something instead of naming a page:
 * {@link ViewerAccess#accessToken}, whose {@link AccessTokenKeys} take MediaTailor's path token too.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html">JavaScript
 *     runtime 2.0</a>
 */
public final class MediaTailorSafeEdgeFunction extends Construct {

    private static final Set<PathKind> OF_CONTENT = Set.of(PathKind.MANIFEST, PathKind.SEGMENT, PathKind.OTHER);

    private static final Pattern SEGMENTS = Pattern.compile("const SEGMENT = /\\\\.\\(([a-z0-9|]+)\\)");

    /** How the names of segments end, of functions that let them pass. */
    private static final Map<Function, List<String>> PASSING = Collections.synchronizedMap(new WeakHashMap<>());

    private final Function function;
    private final Map<String, Object> options;
    private final Optional<WayIn> wayIn;
    private final boolean admitsMediaTailor;
    private final Set<PathKind> exempt;
    private @Nullable Function services;

    /** What a path is asked for. */
    public enum PathKind {
        /**
         * {@code .m3u8}, {@code .mpd}, {@code .ism/Manifest}, and what an origin may take for one, as {@code .m3u8/}.
         */
        MANIFEST,
        /**
         * What ends with {@code .ts}, {@code .m4s}, {@code .mp4}, {@code .aac}, {@code .vtt} and their like; fragments.
         */
        SEGMENT,
        /**
         * {@code /tm/}, {@code /segment/}, {@code /v1/tracking/}: what players tell MediaTailor, and its ad segments.
         * Behind a {@link MediaTailorDistribution} alone, whose behaviours they are; elsewhere such a path is content.
         */
        TRACKING,
        /**
         * {@code /v1/}: manifests that MediaTailor made for one viewer. Behind a MediaTailorDistribution alone, too.
         */
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
        admitsMediaTailor = options.trust != null
                || options.missingOrigin == MissingOrigin.ALLOWED
                || options.exempt.contains(PathKind.MANIFEST);
        exempt = Set.copyOf(options.exempt);
        this.options = options.options();
        String digest = SharedResources.digest(getNode().getPath());
        function =
                define("Function", "guard-" + digest, "Keeps unauthorized browsers out and lets MediaTailor in", code);
        wayIn = options.wayIn(function);
        if (exempt.contains(PathKind.SEGMENT)) {
            PASSING.put(function, segmentEndings());
        }
        if (options.trust != null && options.trust.isForgeable()) {
            Warnings.add(
                    this,
                    "forgeable-user-agent",
                    "MediaTailor is known by its User-Agent, which anyone can send. Use MediaTailorTrust.pathToken.");
        }
    }

    /** As the code has them. */
    static List<String> segmentEndings() {
        Matcher found = SEGMENTS.matcher(EdgeSource.read("safe-edge.js"));
        if (!found.find()) {
            throw new IllegalStateException("safe-edge.js does not say how segments end");
        }
        return List.of(found.group(1).split("\\|", -1));
    }

    /** How the names of media end that a function lets pass, whoever asks; nothing is known of a user's own. */
    static List<String> passedBy(IFunctionRef function) {
        return function instanceof Function own ? PASSING.getOrDefault(own, List.of()) : List.of();
    }

    private Function define(String id, String name, String comment, String code) {
        Function defined = Function.Builder.create(this, id)
                .functionName(SharedResources.name(name))
                .comment(comment)
                .runtime(FunctionRuntime.JS_2_0)
                .code(FunctionCode.fromInline(code))
                .build();
        Weak.whereOthersReferTo(defined);
        return defined;
    }

    /**
     * {@return the function, for {@link DeliveryBuilder#viewerRequestFunction} or a behaviour's function associations}
     *
     * @throws IllegalArgumentException {@code contentFolders: must be named …} where a path token would open nothing
     */
    public Function getFunction() {
        Check.that(
                wayIn.filter(way -> way.folders().isEmpty()).isEmpty(),
                "contentFolders: must be named where the function stands on a behaviour of your own, since a path token"
                        + " opens nothing else",
                "none",
                "add for example contentFolders(\"/out/v1/def456\") to the function");
        return function;
    }

    /** By a path token, if MediaTailor was given one. */
    Optional<WayIn> wayIn() {
        return wayIn;
    }

    /** Whether MediaTailor gets the content's manifests through this function. */
    boolean admitsMediaTailor() {
        return admitsMediaTailor;
    }

    /** Before the content; and before MediaTailor, where paths mean something else, a function that knows it. */
    Concern concern() {
        return new ViewerRequest(function, this::services, passedBy(function));
    }

    /** Made when a distribution first needs it. */
    Function services() {
        if (exempt.stream().noneMatch(OF_CONTENT::contains)) {
            return function;
        }
        if (services == null) {
            services = define(
                    "Services",
                    "guard-services-" + SharedResources.digest(getNode().getPath()),
                    "Keeps unauthorized browsers from beginning a session with MediaTailor",
                    servicesCode());
        }
        return services;
    }

    /** Which of MediaTailor's paths are open to everyone the distribution says: the function is not on them. */
    private String servicesCode() {
        Map<String, Object> its = new LinkedHashMap<>(options);
        its.put("exempt", exempt.contains(PathKind.PERSONALIZED) ? kinds(OF_CONTENT) : List.of());
        return Builder.code(its);
    }

    /** What kinds of the content's paths are called in the code. */
    private static List<String> kinds(Set<PathKind> kinds) {
        return kinds.stream()
                .filter(OF_CONTENT::contains)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /** Whether a kind of MediaTailor's paths is open to everyone. */
    boolean opens(PathKind kind) {
        return exempt.contains(kind);
    }

    /** Options of {@link MediaTailorSafeEdgeFunction}. */
    public static final class Builder {

        private final Said said = new Said();
        private final Construct scope;
        private final String id;
        private final AllowedOrigins origins;
        private final Set<PathKind> exempt = EnumSet.of(PathKind.TRACKING);
        private List<String> allowedAgents = List.of();
        private List<String> deniedAgents = List.of();
        private List<String> contentFolders = List.of();
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
            Check.present("scope", scope);
            Check.present("id", id);
            Check.present("origins", origins);
            return new Builder(scope, id, origins);
        }

        /**
         * By what MediaTailor is let in; by default it is not.
         *
         * @param trust the choice
         * @return this
         */
        public Builder trust(MediaTailorTrust trust) {
            said.once("trust", trust);
            this.trust = trust;
            return this;
        }

        /**
         * The folders of the content that a path token opens. A {@link MediaTailorDistribution} says them itself, but
         * for a playback configuration that exists already. Distributions that share the function open each other's.
         *
         * @param folders as they stand in viewers' URLs, for example {@code /out/v1/def456}
         * @return this
         * @throws IllegalArgumentException {@code contentFolders: …} for what is not a folder
         */
        public Builder contentFolders(String... folders) {
            said.once("contentFolders", folders);
            this.contentFolders = Stream.of(folders)
                    .map(folder -> Check.folder("contentFolders", folder, "/out/v1/def456"))
                    .toList();
            return this;
        }

        /**
         * What becomes of requests that name no origin; by default they pass.
         *
         * @param choice the choice
         * @return this
         */
        public Builder missingOrigin(MissingOrigin choice) {
            said.once("missingOrigin", choice);
            this.missingOrigin = choice;
            return this;
        }

        /**
         * Only players whose User-Agent matches one of these pass; nobody whose header comes twice. It can be forged.
         *
         * @param patterns regular expressions that Java and JavaScript read alike
         * @return this
         * @throws IllegalArgumentException {@code allowedUserAgents: must be regular expressions …}, or
         *     {@code allowedUserAgents: must not repeat …} for one that a long header could keep busy
         */
        public Builder allowedUserAgents(String... patterns) {
            said.once("allowedUserAgents", patterns);
            this.allowedAgents = expressions("allowedUserAgents", patterns);
            return this;
        }

        /**
         * Players whose User-Agent matches one of these are refused; where the header comes twice, one that matches is
         * enough.
         *
         * @param patterns regular expressions that Java and JavaScript read alike
         * @return this
         * @throws IllegalArgumentException {@code deniedUserAgents: must be regular expressions …}, or
         *     {@code deniedUserAgents: must not repeat …} for one that a long header could keep busy
         */
        public Builder deniedUserAgents(String... patterns) {
            said.once("deniedUserAgents", patterns);
            this.deniedAgents = expressions("deniedUserAgents", patterns);
            return this;
        }

        /**
         * Kinds of path that pass without any rule; by default {@link PathKind#TRACKING} alone.
         *
         * <p>Where {@link PathKind#SEGMENT} is one of them, the function is not on segments at all, and is not paid for
         * them: the facades give those a behaviour for each ending ({@code *.ts}, {@code *.m4s} and their like), as far
         * as a distribution has room for them. What goes on behind a manifest's name ({@code index.m3u8/1.ts}), what is
         * written in other letters ({@code 1.TS}), and everything else in the folder stays guarded. An origin of your
         * own behind a {@link MediaTailorDistribution} keeps the function on all of it, since only it knows how it
         * reads a path. A page that is refused the manifest does not learn which segments there are; one that knows
         * them gets them.
         *
         * @param kinds the kinds, in the place of the default
         * @return this
         */
        public Builder exempt(PathKind... kinds) {
            said.once("exempt", kinds);
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
            said.once("refusal", refusal);
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
            return new MediaTailorSafeEdgeFunction(this, code(options()));
        }

        private static String code(Map<String, Object> options) {
            return EdgeSource.of(options, "path-token.js", "safe-edge.js");
        }

        private Optional<WayIn> wayIn(Function function) {
            return Optional.ofNullable(trust)
                    .filter(chosen -> chosen.currentToken().isPresent())
                    .map(chosen -> new WayIn(chosen, function, contentFolders, this::code));
        }

        private String code(List<String> folders) {
            Map<String, Object> all = options();
            all.put("folders", folders);
            return code(all);
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
                    kinds(exempt));
            if (trust != null) {
                options.putAll(trust.options());
                if (trust.currentToken().isPresent()) {
                    options.put("folders", contentFolders);
                }
            }
            return options;
        }

        private static List<String> expressions(String option, String... patterns) {
            return Stream.of(patterns)
                    .map(pattern -> AgentPattern.forEdge(option, pattern))
                    .toList();
        }
    }
}
