package io.github.cdkmediadelivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.interfaces.cloudfront.IKeyGroupRef;

/**
 * Who may watch: everyone, or who holds a signature of the owner's.
 *
 * <p>URLs or cookies? A film in HLS or DASH is hundreds of files whose names stand in a manifest. A signed URL opens
 * one of them; cookies with a wildcard policy open the whole tree. Cookies are therefore the usual choice for those
 * formats, and URLs for single files and for players without cookies. CloudFront checks both alike; the choice says
 * what pages on other domains need, see {@link #signedCookies}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-choosing-signed-urls-cookies.html">Decide
 *     to use signed URLs or signed cookies</a>
 */
public final class ViewerAccess {

    private static final int MOST_GROUPS = 4;

    /** By what viewers show that they may watch. */
    private enum Proof {
        NONE,
        URL,
        COOKIES
    }

    private final Proof proof;
    private final List<IKeyGroupRef> groups;
    private final List<String> openPaths;

    private ViewerAccess(Proof proof, List<IKeyGroupRef> groups, List<String> openPaths) {
        Check.that(
                groups.size() <= MOST_GROUPS,
                "viewerAccess",
                "a behaviour takes at most " + MOST_GROUPS + " key groups",
                groups.size(),
                "put the keys into fewer groups");
        this.proof = proof;
        this.groups = groups;
        this.openPaths = openPaths;
    }

    /**
     * Everyone may watch: the default.
     *
     * @return the choice
     */
    public static ViewerAccess open() {
        return new ViewerAccess(Proof.NONE, List.of(), List.of());
    }

    /**
     * Who has a signed URL may watch.
     *
     * @param keys the keys that sign
     * @return the choice
     * @throws IllegalArgumentException {@code viewerAccess: a behaviour takes at most 4 key groups …}
     */
    public static ViewerAccess signedUrls(ViewerKeys... keys) {
        return new ViewerAccess(Proof.URL, groups(keys), List.of());
    }

    /**
     * Who has signed cookies may watch. A page on another domain must then send credentials, which browsers only do for
     * {@code CorsRules.origins(…).credentials()}: other CORS rules are refused.
     *
     * @param keys the keys that sign
     * @return the choice
     * @throws IllegalArgumentException {@code viewerAccess: a behaviour takes at most 4 key groups …}
     */
    public static ViewerAccess signedCookies(ViewerKeys... keys) {
        return new ViewerAccess(Proof.COOKIES, groups(keys), List.of());
    }

    /**
     * The same, beside key groups that exist already.
     *
     * @param more the groups
     * @return a new choice
     * @throws IllegalArgumentException {@code viewerAccess: a behaviour takes at most 4 key groups …}, or
     *     {@code viewerAccess: must ask for a signature …} for {@link #open}
     */
    public ViewerAccess keyGroups(IKeyGroupRef... more) {
        Check.that(
                proof != Proof.NONE,
                "viewerAccess",
                "must ask for a signature where it names key groups",
                "open()",
                "use ViewerAccess.signedUrls().keyGroups(…)");
        List<IKeyGroupRef> all = new ArrayList<>(groups);
        all.addAll(List.of(more));
        return new ViewerAccess(proof, List.copyOf(all), openPaths);
    }

    /**
     * The same, with paths of the content that need no signature, such as poster images.
     *
     * @param patterns path patterns under those of the content, for example {@code /video/*.jpg}; tried before the
     *     signed ones
     * @return a new choice
     * @throws IllegalArgumentException {@code pathPattern: …} for a malformed one
     */
    public ViewerAccess exceptFor(String... patterns) {
        List.of(patterns).forEach(DistributionPlan::checkPattern);
        return new ViewerAccess(proof, groups, List.of(patterns));
    }

    boolean isSigned() {
        return proof != Proof.NONE;
    }

    List<String> openPaths() {
        return isSigned() ? openPaths : List.of();
    }

    /** Refuses what is no access, and what these rules and pages on other domains make impossible together. */
    void check(Optional<CorsRules> cors) {
        Check.that(
                !isSigned() || !groups.isEmpty(),
                "viewerAccess",
                "must name the keys that sign",
                "none",
                "use ViewerAccess.signedCookies(keys)");
        Check.that(
                proof != Proof.COOKIES || cors.map(CorsRules::allowCredentials).orElse(true),
                "cors",
                "must allow credentials where viewers show signed cookies, or browsers send none",
                cors.map(CorsRules::toString).orElse(""),
                "use CorsRules.origins(…).credentials()");
    }

    void contributeTo(DistributionPlan plan) {
        if (isSigned()) {
            plan.demandSignature(groups, openPaths);
        }
    }

    private static List<IKeyGroupRef> groups(ViewerKeys... keys) {
        return Arrays.stream(keys).map(ViewerKeys::group).toList();
    }
}
