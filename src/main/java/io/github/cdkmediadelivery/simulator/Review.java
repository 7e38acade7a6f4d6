package io.github.cdkmediadelivery.simulator;

import io.github.cdkmediadelivery.simulator.Finding.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks through the distributions of an assembly for what lets strangers in, shows one viewer's answer to another, or
 * shuts viewers out.
 *
 * <pre>{@code
 * List<Finding> findings = Review.of(CloudAssembly.of(app));
 * }</pre>
 *
 * <p>It sees what the templates say. Of buckets and endpoints whose policies are in no template it says so
 * ({@link Finding.Rule#NOT_SEEN}); what else was not understood is in {@link CloudAssembly#notModelled()}.
 *
 * @see ReviewPlugin ReviewPlugin, which looks at each synthesis
 */
public final class Review {

    private static final List<String> FAILED_OVER = List.of("GET", "HEAD", "OPTIONS");
    private static final int LARGEST_FUNCTION = 10_240;
    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(secret|token|auth|verify|cdnidentifier|api-?key|password).*");
    /** Of a pattern that a parameter stands in. */
    private static final Pattern PERSONAL_HOST = Pattern.compile(".*\\.mediatailor\\.[a-z0-9-]+\\.amazonaws\\.com");

    private static final Pattern PACKAGER_HOST = Pattern.compile(".*\\.(mediapackage|mediapackagev2)\\..*");
    private static final List<String> MANIFESTS = List.of(".m3u8", ".mpd");
    private static final String PART_OF_A_STREAM = "start";
    private static final Pattern MEDIA_HOST =
            Pattern.compile(".*\\.(mediapackage|mediapackagev2|mediapackage-vod|mediastore)\\..*");
    /** A name that speaks of a secret, and behind it a text that is long enough for one. */
    private static final Pattern SECRET_IN_CODE = Pattern.compile(
            "(secret|token|password|signing_?key|api_?key)\\w*[\"']?\\s*[:=]\\s*[\"'][A-Za-z0-9+/=_-]{16,}[\"']",
            Pattern.CASE_INSENSITIVE);

    /** Where a session begins or its manifests are: what stands for the content itself. */
    private static final Pattern SESSIONS = Pattern.compile("/?v1/(session|master|manifest|dash|hls)/.*");

    private static final List<String> SHARED_BY_ALL = List.of("/tm/", "/v1/i-media/", "/v1/webvtt/");

    private final CloudAssembly assembly;
    private final Edge edge;
    private final List<Finding> findings = new ArrayList<>();

    private Review(CloudAssembly assembly) {
        this.assembly = assembly;
        this.edge = Edge.of(assembly);
    }

    /**
     * {@return what is found, in the order of the distributions; nothing for an assembly without one}
     *
     * @param assembly to look through
     */
    public static List<Finding> of(CloudAssembly assembly) {
        return of(assembly, distribution -> true);
    }

    /** The same for some of its distributions. */
    static List<Finding> of(CloudAssembly assembly, Predicate<Distribution> which) {
        List<Finding> policies = SecondPolicies.in(assembly);
        if (assembly.distributions().isEmpty()) {
            return policies;
        }
        Review review = new Review(assembly);
        review.findings.addAll(policies);
        review.edge.distributions().stream().filter(which).forEach(review::look);
        return review.findings.stream().distinct().toList();
    }

    private void look(Distribution distribution) {
        new Look(distribution).at();
    }

    /** One distribution. */
    private final class Look {

        private final Distribution distribution;

        Look(Distribution distribution) {
            this.distribution = distribution;
        }

        void at() {
            distribution.behaviors().forEach(this::behavior);
            distribution.origins().forEach(this::origin);
            order();
            distribution.errors().forEach(this::error);
            if (distribution.errors().isEmpty()
                    && distribution.behaviors().stream().anyMatch(this::isMedia)) {
                add(
                        Rule.ERRORS_WITHOUT_ENTRY,
                        "no error has an entry, so that CloudFront keeps each for 10 seconds, which no live stream bears",
                        "set errorResponses(ErrorCaching.live().getResponses()), or vod() for films, or apply getMixin()");
            }
        }

        /** What comes from a packager, or is kept as this library keeps media; a page on its own is none. */
        private boolean isMedia(Behavior behavior) {
            return behavior.cache().name().startsWith("MediaDelivery")
                    || distribution.origins(behavior).stream().anyMatch(Review::isOfMedia);
        }

        private void add(Rule rule, String what, String fix) {
            String path = assembly.template(distribution.stack()).constructPath(distribution.id());
            findings.add(new Finding(rule, distribution.id(), distribution.stack(), path, what, fix));
        }

        private void behavior(Behavior behavior) {
            boolean kept = !behavior.cache().keepsNothing();
            String at = "behaviour " + behavior.pattern();
            if (kept
                    && isMore(
                            behavior.forward().queryStrings(), behavior.cache().queryStrings())) {
                add(
                        Rule.FORWARDED_NOT_KEYED,
                        at + " forwards query strings that are not in its key: "
                                + behavior.forward().queryStrings(),
                        "put them into the cache policy");
            }
            if (kept && sendsCookies(behavior)) {
                add(
                        Rule.COOKIES_FORWARDED,
                        at + " sends cookies to the origin",
                        "leave them out of its policies, or keep nothing");
            }
            if (behavior.protocol().equals("allow-all")) {
                add(Rule.VIEWERS_OVER_HTTP, at + " answers plain HTTP", "use redirect-to-https or https-only");
            }
            if (distribution.origins(behavior).size() > 1 && !FAILED_OVER.containsAll(behavior.methods())) {
                add(
                        Rule.METHODS_WITHOUT_FAILOVER,
                        at + " has two origins and allows " + behavior.methods(),
                        "allow GET, HEAD and OPTIONS alone, or name one origin");
            }
            manifests(behavior, at);
            cors(behavior, kept, at);
            personal(behavior, kept, at);
            behavior.viewerRequest().ifPresent(code -> function(code, at));
            behavior.viewerResponse().ifPresent(code -> function(code, at));
            for (Origin origin : distribution.origins(behavior)) {
                origin.headers().forEach((name, value) -> {
                    if (isSecret(name, value)
                            && (behavior.cache().headers().hasHeader(name)
                                    || behavior.forward().headers().hasHeader(name))) {
                        add(
                                Rule.SECRET_FORWARDED,
                                "behaviour '" + behavior.pattern() + "': must not forward or key its cache by '" + name
                                        + "', which CloudFront sets on its origin",
                                "use policies without '" + name + "' for this behaviour");
                    }
                });
                access(behavior, origin, at);
            }
        }

        private void function(Code code, String at) {
            if (SECRET_IN_CODE.matcher(code.source()).find()) {
                add(
                        Rule.SECRET_AS_TEXT,
                        at + " has a function in whose text a secret seems to stand: " + code.id(),
                        "keep it in a key value store");
            }
            int size = code.source().getBytes(StandardCharsets.UTF_8).length;
            if (size > LARGEST_FUNCTION) {
                add(
                        Rule.FUNCTION_TOO_LARGE,
                        at + " has a function of " + size + " bytes: " + code.id(),
                        "make it at most " + LARGEST_FUNCTION);
            }
            List<String> beyond = FunctionLanguage.beyond(code);
            if (!beyond.isEmpty()) {
                add(
                        Rule.FUNCTION_OUTSIDE_ITS_LANGUAGE,
                        at + " has a function with what AWS does not name for " + code.runtime() + ", "
                                + String.join(", ", beyond) + ": " + code.id(),
                        "write it in the words of its runtime");
            }
        }

        /** The origin's own answer is kept as it was said to one page, unless the edge overrides it. */
        private void cors(Behavior behavior, boolean kept, String at) {
            boolean overridden = behavior.responseHeaders()
                    .flatMap(ResponseHeaders::cors)
                    .filter(ResponseHeaders.Cors::override)
                    .isPresent();
            if (kept
                    && !overridden
                    && behavior.forward().headers().hasHeader("Origin")
                    && !behavior.cache().headers().hasHeader("Origin")) {
                add(
                        Rule.CORS_OF_WHOEVER_ASKED_FIRST,
                        at + " forwards Origin without keying it",
                        "let a response headers policy override the origin, or key Origin");
            }
        }

        /**
         * MediaPackage makes a manifest by its query strings: a part of the stream, some of its tracks. A v1 endpoint
         * has one kind of manifest, so that the other kind is not missed where one is told apart.
         */
        private void manifests(Behavior behavior, String at) {
            boolean dropped = !behavior.cache().queryStrings().has(PART_OF_A_STREAM)
                    && !behavior.forward().queryStrings().has(PART_OF_A_STREAM);
            boolean packaged = distribution.origins(behavior).stream()
                    .anyMatch(origin -> PACKAGER_HOST.matcher(origin.host()).matches());
            if (dropped
                    && packaged
                    && !isRefusing(behavior)
                    && MANIFESTS.stream().allMatch(ending -> answers(behavior, manifest(behavior, ending)))) {
                add(
                        Rule.QUERY_STRINGS_DROPPED,
                        at + " answers MediaPackage's manifests without the query strings that change them, such as '"
                                + PART_OF_A_STREAM + "'",
                        "use MediaPackageOriginDistribution, its addTo(…), or getManifestCachePolicy of the origin");
            }
        }

        private boolean answers(Behavior behavior, String path) {
            return MANIFESTS.stream().anyMatch(path::endsWith)
                    && behavior.matches(path)
                    && distribution.behavior(NormalPath.of(path)).equals(behavior);
        }

        private static String manifest(Behavior behavior, String ending) {
            String path = behavior.paths().text().replace("?", "x").replace("*", "review");
            return (path.startsWith("/") ? "" : "/")
                    + path
                    + (behavior.pattern().endsWith("*") ? ending : "");
        }

        private void personal(Behavior behavior, boolean kept, String at) {
            boolean shared =
                    SHARED_BY_ALL.stream().anyMatch(path -> behavior.pattern().startsWith(path));
            if (kept
                    && !shared
                    && distribution.origins(behavior).stream()
                            .anyMatch(origin ->
                                    PERSONAL_HOST.matcher(origin.host()).matches())) {
                add(
                        Rule.PERSONAL_KEPT,
                        at + " keeps what MediaTailor makes for one viewer",
                        "use the cache policy CachingDisabled");
            }
        }

        private void access(Behavior behavior, Origin origin, String at) {
            if (isRefusing(behavior)) {
                return;
            }
            List<OriginRequest> requests = paths(behavior).stream()
                    .map(path -> new OriginRequest(
                            origin, "GET", origin.path() + path, "", lowerCase(origin.headers()), credential(origin)))
                    .toList();
            OriginRequest request = requests.stream()
                    .filter(each -> edge.admits(each, distribution).equals(Optional.of(true)))
                    .findFirst()
                    .orElse(requests.get(0));
            Optional<Boolean> letIn = edge.admits(request, distribution);
            if (letIn.isEmpty() && !PERSONAL_HOST.matcher(origin.host()).matches()) {
                add(Rule.NOT_SEEN, "who may read " + origin.host() + " stands in no template", "ask its owner");
            }
            if (letIn.equals(Optional.of(false))) {
                add(
                        Rule.NOT_LET_IN,
                        at + " asks " + origin.host() + " for " + request.path() + ", which does not let CloudFront in",
                        "grant the distribution access to it");
            }
            OriginRequest direct = new OriginRequest(origin, "GET", request.path(), "", Map.of(), "");
            if (letIn.equals(Optional.of(true))
                    && edge.admits(direct, distribution).equals(Optional.of(true))) {
                add(
                        Rule.OPEN_ORIGIN,
                        at + " asks " + origin.host() + ", which lets in whoever asks",
                        "let only the distribution in");
            }
        }

        /** As they may be at the origin: a function can have taken a first folder off, such as a token. */
        private static List<String> paths(Behavior behavior) {
            String pattern = behavior.pattern().replace("?", "x").replace("*", "review");
            String path = pattern.startsWith("/") ? pattern : "/" + pattern;
            int second = path.indexOf('/', 1);
            return behavior.viewerRequest().isPresent() && second > 0
                    ? List.of(path, path.substring(second))
                    : List.of(path);
        }

        private void origin(Origin origin) {
            if (origin.protocol().equals("http-only") || origin.protocol().equals("match-viewer")) {
                Stream.concat(
                                origin.signing().isEmpty() ? Stream.of() : Stream.of("a signature"),
                                origin.headers().entrySet().stream()
                                        .filter(header -> isSecret(header.getKey(), header.getValue()))
                                        .map(header -> "'" + header.getKey() + "'"))
                        .findFirst()
                        .ifPresent(shown -> add(
                                Rule.SECRET_OVER_HTTP,
                                "origin '" + origin.host() + "': must be reached by HTTPS alone, since it is sent "
                                        + shown,
                                "use OriginProtocolPolicy.HTTPS_ONLY"));
            }
            origin.headers().forEach((name, value) -> {
                if (SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches() && !value.contains("{{resolve:")) {
                    add(
                            Rule.SECRET_AS_TEXT,
                            "origin " + origin.host() + " is sent '" + name + "', whose value stands in the template",
                            "use a dynamic reference to a secret");
                }
            });
        }

        private void order() {
            List<Behavior> behaviors = distribution.behaviors();
            for (int i = 0; i < behaviors.size(); i++) {
                Behavior later = behaviors.get(i);
                for (Behavior earlier : behaviors.subList(0, i)) {
                    if (earlier.paths().covers(later.paths())) {
                        add(
                                Rule.UNREACHABLE,
                                "behaviour " + later.pattern() + " is hidden by " + earlier.pattern(),
                                "put it first, or remove it");
                    }
                }
                if (!later.isSigned() && later.viewerRequest().isEmpty()) {
                    reachesBeyond(later, Behavior::isSigned)
                            .ifPresent(signed -> add(
                                    Rule.OPEN_BESIDE_SIGNED,
                                    "behaviour " + later.pattern() + " reads the origin of " + signed.pattern()
                                            + " without the signature that it demands",
                                    "demand the signature there too, or use an origin of its own"));
                    reachesBeyond(later, Review::isGuarded)
                            .ifPresent(guarded -> add(
                                    Rule.OPEN_BESIDE_GUARDED,
                                    "behaviour " + later.pattern() + " reads the origin of " + guarded.pattern()
                                            + " without the function that it asks first",
                                    "let the function look there too, or use an origin of its own"));
                }
            }
        }

        /**
         * The first behaviour of a kind whose origin and paths an open one shares. A part of its folder may be opened
         * on purpose; what reaches beyond it opens more than it says.
         */
        private Optional<Behavior> reachesBeyond(Behavior open, Predicate<Behavior> kind) {
            List<Behavior> shared = distribution.behaviors().stream()
                    .filter(kind)
                    .filter(other ->
                            other.target().equals(open.target()) && open.paths().overlaps(other.paths()))
                    .toList();
            boolean hides = shared.stream().anyMatch(other -> open.paths().covers(other.paths()));
            boolean part = shared.stream().anyMatch(other -> other.paths().covers(open.paths()));
            return part && !hides && !beginsSessions(open)
                    ? Optional.empty()
                    : shared.stream().findFirst();
        }

        private boolean beginsSessions(Behavior open) {
            return SESSIONS.matcher(open.pattern()).matches()
                    && distribution.origins(open).stream()
                            .anyMatch(origin ->
                                    PERSONAL_HOST.matcher(origin.host()).matches());
        }

        private void error(ErrorEntry entry) {
            if (!entry.stated()) {
                add(
                        Rule.ERROR_WITHOUT_TIME,
                        "the entry for " + entry.code() + " says no time, for which CloudFormation takes 300 seconds",
                        "set ErrorCachingMinTTL");
            }
            if (entry.page().isEmpty()) {
                return;
            }
            Behavior behavior = distribution.behavior(NormalPath.of(entry.page()));
            boolean denied = distribution.origins(behavior).stream()
                    .map(origin -> edge.admits(
                            new OriginRequest(
                                    origin,
                                    "GET",
                                    origin.path() + entry.page(),
                                    "",
                                    lowerCase(origin.headers()),
                                    credential(origin)),
                            distribution))
                    .anyMatch(Optional.of(false)::equals);
            if (isRefusing(behavior) || denied) {
                add(
                        Rule.PAGE_NOT_SERVED,
                        "the page " + entry.page() + " for " + entry.code() + " cannot be read",
                        "put it where a behaviour's origin lets CloudFront read it");
            }
        }
    }

    /** Of a service that packages or stores media and nothing else. */
    static boolean isOfMedia(Origin origin) {
        return MEDIA_HOST.matcher(origin.host()).matches();
    }

    /** The library's function for paths that nobody named. */
    private static boolean isRefusing(Behavior behavior) {
        return behavior.viewerRequest()
                .filter(code -> code.source().contains("Answers every request without asking the origin"))
                .isPresent();
    }

    private static boolean isGuarded(Behavior behavior) {
        return behavior.viewerRequest().isPresent() && !isRefusing(behavior);
    }

    /** Whether something is forwarded beside the key. */
    private static boolean isMore(Selection forwarded, Selection keyed) {
        return switch (forwarded.mode()) {
            case NONE -> false;
            case LISTED -> !forwarded.names().stream().allMatch(keyed::has);
            case ALL, ALL_BUT -> keyed.mode() != Selection.Mode.ALL;
        };
    }

    private static boolean sendsCookies(Behavior behavior) {
        return behavior.forward().cookies().mode() != Selection.Mode.NONE
                || behavior.cache().cookies().mode() != Selection.Mode.NONE;
    }

    private static boolean isSecret(String name, String value) {
        return value.contains("{{resolve:")
                || SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new java.util.TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static String credential(Origin origin) {
        if (!origin.signing().isEmpty()) {
            return "signature";
        }
        return origin.identity().isEmpty() ? "" : "identity " + origin.identity();
    }
}
