package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awscdk.interfaces.cloudfront.IFunctionRef;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;

/**
 * Content is for those who show a Common Access Token, which a function checks and takes off.
 *
 * <p>CloudFront chooses the behaviour by the path that the viewer sent, so that each path of the content is also one
 * behind a token. How a token begins and what stands behind it is in no other segment: the pattern means this one, and
 * pages keep their paths.
 *
 * @param function that checks it
 * @param elsewhere where viewers may show it beside the path
 * @param media whether segments need it too
 * @param logs whether the access logs hold it
 */
public record AccessToken(IFunctionRef function, Set<Place> elsewhere, OpenPaths open, Media media, Logs logs)
        implements Access {

    /** The header that the standard names. */
    public static final String HEADER = "CTA-Common-Access-Token";

    private static final String OPTION = "viewerAccess";
    private static final String SEGMENT = "/2D3*.cat";
    private static final PathPattern PATHS = PathPattern.of(SEGMENT + "/*");

    /** Where a token stands in a request that has it not in its path. */
    public enum Place {
        HEADER,
        QUERY
    }

    /** Segments and all that is not text. */
    public enum Media {
        /** For those who show a token. */
        CLOSED,
        /** For everyone who knows their names. */
        OPEN
    }

    /** Whether a line of the access logs holds what opens the content. */
    public enum Logs {
        WITHOUT_TOKENS,
        WITH_TOKENS
    }

    public AccessToken {
        elsewhere = Set.copyOf(elsewhere);
    }

    public AccessToken(IFunctionRef function, Set<Place> elsewhere) {
        this(function, elsewhere, OpenPaths.NONE, Media.CLOSED, Logs.WITHOUT_TOKENS);
    }

    @Override
    public AccessToken exceptFor(OpenPaths paths) {
        return new AccessToken(function, elsewhere, paths, media, logs);
    }

    public AccessToken with(Media chosen) {
        return new AccessToken(function, elsewhere, open, chosen, logs);
    }

    public AccessToken with(Logs kept) {
        return new AccessToken(function, elsewhere, open, media, kept);
    }

    /** Whether logs that hold paths, or queries, hold tokens: the path has one wherever else it may stand. */
    public boolean isIn(boolean paths, boolean queries) {
        return paths || (queries && elsewhere.contains(Place.QUERY));
    }

    @Override
    public void check(Plan plan) {
        Check.that(
                plan.concern(ViewerRequest.class).isEmpty(),
                OPTION + ": must not be an access token beside another viewer request function, since CloudFront runs"
                        + " one function per request",
                "both",
                "use one of them");
        boolean ads = plan.content().stream().anyMatch(route -> route.purpose() == Purpose.SERVICE);
        Check.that(
                !ads || media == Media.OPEN,
                OPTION
                        + ": must leave media open in front of MediaTailor, which names segments by absolute URLs that no"
                        + " token precedes",
                "an access token for all of it",
                "add exceptMedia(), or use ViewerAccess.signedCookies(…)");
        Check.that(
                ads || media == Media.CLOSED,
                OPTION + ": must not leave media open, whose relative URLs have the token of the manifest before them:"
                        + " the function runs all the same",
                "exceptMedia()",
                "remove it");
        plan.concern(Cors.class)
                .filter(cors -> elsewhere.contains(Place.HEADER))
                .ifPresent(cors -> Check.that(
                        cors.allowedHeaders().stream().anyMatch(HEADER::equalsIgnoreCase),
                        "cors: must allow the header " + HEADER
                                + " where viewers show tokens in it, or browsers send none",
                        cors,
                        "add requestHeaders(\"" + HEADER + "\")"));
        for (Route route : plan.routes()) {
            Check.that(
                    !(route instanceof Route.Page)
                            || route.path().coversEverything()
                            || !route.path().overlaps(PATHS),
                    "additionalBehavior: must leave paths behind a token to the content",
                    route.path(),
                    "name a folder, for example '/player" + (route.path().text().startsWith("/") ? "" : "/")
                            + route.path() + "'");
        }
        open.check(plan);
        plan.concern(ErrorEntries.class).stream().flatMap(ErrorEntries::pages).forEach(page -> checkIsOpen(page, plan));
    }

    /** CloudFront shows no token when it asks for a page, and whether it runs the function then is not documented. */
    private static void checkIsOpen(String page, Plan plan) {
        Check.that(
                plan.allRoutes().stream()
                        .filter(route -> route.path().matches(page))
                        .findFirst()
                        .filter(route -> route instanceof Route.Content content && !content.is(Route.Trait.UNSIGNED))
                        .isEmpty(),
                "errorPage: must be open where viewers show tokens, since CloudFront has none when it asks for the page",
                page,
                "name it in exceptFor(…)");
    }

    /**
     * Each path of the content behind a token; and as it is, where a token may stand elsewhere or none is needed. No
     * token is left over for a page's origin.
     */
    @Override
    public List<Route> routes(List<Route> routes) {
        List<Route> all = new ArrayList<>();
        for (Route route : open.routes(withMedia(routes))) {
            if (route instanceof Route.Content content) {
                ways(content).forEach(all::add);
            } else {
                if (route instanceof Route.Page && route.path().overlaps(PATHS)) {
                    all.add(new Route.Refused(PATHS));
                }
                all.add(route);
            }
        }
        return all;
    }

    /**
     * Media are open where they are so, but what is called like a manifest and goes on, as {@code index.m3u8/1.ts}: an
     * origin may overlook the end of it.
     */
    private List<Route> withMedia(List<Route> routes) {
        List<Route> open = new ArrayList<>(routes);
        if (media == Media.OPEN) {
            open.replaceAll(
                    route -> isMedia(route) ? ((Route.Content) route).with(EnumSet.of(Route.Trait.UNSIGNED)) : route);
            Set<PathPattern> taken = new HashSet<>();
            routes.forEach(route -> taken.add(route.path()));
            List<Route.Content> like = routes.stream()
                    .filter(route -> isMedia(route) && route.path().isFolder())
                    .flatMap(folder -> likeManifests((Route.Content) folder))
                    .filter(route -> taken.add(route.path()))
                    .toList();
            routes.stream()
                    .filter(AccessToken::isMedia)
                    .findFirst()
                    .ifPresent(first -> open.addAll(routes.indexOf(first), like));
        }
        return open;
    }

    private static boolean isMedia(Route route) {
        return route instanceof Route.Content && route.purpose() == Purpose.MEDIA;
    }

    private static Stream<Route.Content> likeManifests(Route.Content folder) {
        String names = folder.path().text();
        return Route.MANIFESTS.stream()
                .map(name -> names + name.substring(1))
                .flatMap(name -> Stream.of(name, name + "?*"))
                .map(name -> folder.at(PathPattern.of(name)));
    }

    private Stream<Route.Content> ways(Route.Content route) {
        Route.Content behind = route.at(
                        PathPattern.of(SEGMENT + (route.path().text().startsWith("/") ? "" : "/") + route.path()))
                .without(Route.Trait.UNSIGNED);
        if (route.is(Route.Trait.BY_PATH_TOKEN)) {
            return Stream.of(route);
        }
        if (route.is(Route.Trait.UNSIGNED)) {
            return route.path().overlaps(PATHS) ? Stream.of(behind, route) : Stream.of(route);
        }
        if (route.path().covers(behind.path())) {
            return Stream.of(route);
        }
        // Beside open media a path that asks for nothing would answer the manifests too.
        return elsewhere.isEmpty() && media == Media.CLOSED ? Stream.of(behind) : Stream.of(behind, route);
    }

    @Override
    public List<Part> parts(Plan plan) {
        return List.of(new Part.EdgeFunction(function));
    }

    @Override
    public List<FunctionAssociation> functions(Route.Content route) {
        return route.is(Route.Trait.UNSIGNED) && !route.is(Route.Trait.BY_PATH_TOKEN)
                ? List.of()
                : List.of(FunctionAssociation.builder()
                        .eventType(FunctionEventType.VIEWER_REQUEST)
                        .function(function)
                        .build());
    }

    @Override
    public void complete(Distribution distribution, Placement facade) {
        if (media == Media.OPEN) {
            Accepted.ofReview(
                    distribution,
                    "open-beside-guarded",
                    "exceptMedia(): who knows a segment's URL gets it, and only manifests tell the URLs.");
        }
        if (logs == Logs.WITH_TOKENS) {
            Warnings.add(
                    facade.scope(),
                    "access-tokens-in-logs",
                    "Access logs hold the tokens of viewers: who reads the logs can watch until a token expires. "
                            + (LogDelivery.isOffered(facade)
                                    ? "Write only other fields than 'cs-uri-stem' and 'cs-uri-query', with"
                                            + " AccessLogs.toS3().fields(…), or let few read them."
                                    : "Outside us-east-1 no field can be left out: let few read them, and sign for a"
                                            + " short time."));
        }
    }
}
