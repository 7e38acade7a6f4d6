package io.github.cdkmediadelivery.simulator;

import io.github.cdkmediadelivery.internal.PathPattern;
import io.github.cdkmediadelivery.simulator.Finding.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks through the distributions of an assembly for what lets strangers in, shows one viewer's answer to another, or
 * shuts viewers out.
 *
 * <pre>{@code
 * List<Finding> findings = Review.of(CloudAssembly.of(app));
 * }</pre>
 *
 * <p>It sees what the templates say. What only the deployment knows, and policies of buckets and endpoints that are in
 * no template, it does not see.
 */
public final class Review {

    private static final List<String> FAILED_OVER = List.of("GET", "HEAD", "OPTIONS");
    private static final int LARGEST_FUNCTION = 10_240;
    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(secret|token|auth|verify|cdnidentifier|api-?key|password).*");
    private static final Pattern PERSONAL_HOST = Pattern.compile(".*\\.mediatailor\\.[a-z0-9-]+\\.amazonaws\\.com");
    private static final List<String> SHARED_BY_ALL = List.of("/tm/", "/v1/i-media/", "/v1/webvtt/");

    private final Edge edge;
    private final List<Finding> findings = new ArrayList<>();

    private Review(CloudAssembly assembly) {
        this.edge = Edge.of(assembly);
    }

    /**
     * {@return what is found, in the order of the distributions; nothing for an assembly without one}
     *
     * @param assembly to look through
     */
    public static List<Finding> of(CloudAssembly assembly) {
        if (assembly.distributions().isEmpty()) {
            return List.of();
        }
        Review review = new Review(assembly);
        review.edge.distributions().forEach(review::look);
        return List.copyOf(review.findings);
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
        }

        private void add(Rule rule, String what, String fix) {
            findings.add(new Finding(rule, distribution.id(), distribution.stack(), what, fix));
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
                                at + " forwards or keys '" + name + "', which CloudFront sets on its origin",
                                "use policies without it");
                    }
                });
                access(behavior, origin, at);
            }
        }

        private void function(Code code, String at) {
            int size = code.source().getBytes(StandardCharsets.UTF_8).length;
            if (size > LARGEST_FUNCTION) {
                add(
                        Rule.FUNCTION_TOO_LARGE,
                        at + " has a function of " + size + " bytes: " + code.id(),
                        "make it at most " + LARGEST_FUNCTION);
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
            boolean refused = behavior.viewerRequest()
                    .filter(code -> code.source().contains("Answers every request without asking the origin"))
                    .isPresent();
            if (refused) {
                return;
            }
            String path = behavior.pattern().replace("?", "x").replace("*", "review");
            OriginRequest request = new OriginRequest(
                    origin,
                    "GET",
                    origin.path() + (path.startsWith("/") ? path : "/" + path),
                    "",
                    lowerCase(origin.headers()),
                    credential(origin));
            Optional<Boolean> letIn = edge.admits(request, distribution);
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

        private void origin(Origin origin) {
            boolean credentials = !origin.signing().isEmpty()
                    || origin.headers().entrySet().stream()
                            .anyMatch(header -> isSecret(header.getKey(), header.getValue()));
            if (credentials
                    && (origin.protocol().equals("http-only")
                            || origin.protocol().equals("match-viewer"))) {
                add(
                        Rule.SECRET_OVER_HTTP,
                        "origin " + origin.host() + " is shown a credential over HTTP",
                        "use https-only");
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
                    if (pattern(earlier).covers(pattern(later))) {
                        add(
                                Rule.UNREACHABLE,
                                "behaviour " + later.pattern() + " is hidden by " + earlier.pattern(),
                                "put it first, or remove it");
                    }
                }
                openBesideSigned(later, behaviors);
            }
        }

        /** A part of a signed folder may be opened on purpose; what reaches beyond it opens more than it says. */
        private void openBesideSigned(Behavior open, List<Behavior> behaviors) {
            if (open.isSigned() || open.viewerRequest().isPresent()) {
                return;
            }
            for (Behavior signed : behaviors) {
                boolean part =
                        pattern(signed).covers(pattern(open)) && !pattern(open).covers(pattern(signed));
                if (signed.isSigned()
                        && signed.target().equals(open.target())
                        && pattern(open).overlaps(pattern(signed))
                        && !part) {
                    add(
                            Rule.OPEN_BESIDE_SIGNED,
                            "behaviour " + open.pattern() + " reads the origin of " + signed.pattern()
                                    + " without the signature that it demands",
                            "demand the signature there too, or use an origin of its own");
                    return;
                }
            }
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
            boolean refused = behavior.viewerRequest()
                    .filter(code -> code.source().contains("Answers every request without asking the origin"))
                    .isPresent();
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
            if (refused || denied) {
                add(
                        Rule.PAGE_NOT_SERVED,
                        "the page " + entry.page() + " for " + entry.code() + " cannot be read",
                        "put it where a behaviour's origin lets CloudFront read it");
            }
        }
    }

    private static PathPattern pattern(Behavior behavior) {
        return behavior.pattern().equals(Behavior.DEFAULT)
                ? PathPattern.EVERYTHING
                : PathPattern.of(behavior.pattern());
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
