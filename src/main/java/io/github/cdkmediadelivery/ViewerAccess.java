package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.PathPattern;
import io.github.cdkmediadelivery.internal.Signature;
import io.github.cdkmediadelivery.internal.Signature.Shown;
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
public final class ViewerAccess extends Value<Optional<Signature>> {

    private ViewerAccess(Optional<Signature> signature) {
        super(signature);
    }

    /**
     * Everyone may watch: the default.
     *
     * @return the choice
     */
    public static ViewerAccess open() {
        return new ViewerAccess(Optional.empty());
    }

    /**
     * Who has a signed URL may watch.
     *
     * <p>A canned policy signs the whole URL: a player that adds parameters to it, as it does for CMCD in the query, is
     * refused. Sign with a custom policy whose resource ends in {@code *}, or send CMCD in headers. A URL with a
     * parameter named {@code Expires}, {@code Policy}, {@code Signature} or {@code Key-Pair-Id} is taken as signed, and
     * cookies beside it are not looked at. A policy that names an IPv4 address needs {@link DeliveryBuilder#enableIpv6}
     * off.
     *
     * @param keys the keys that sign
     * @return the choice
     * @throws IllegalArgumentException {@code viewerAccess: a behaviour takes at most 4 key groups …}
     */
    public static ViewerAccess signedUrls(ViewerKeys... keys) {
        return signed(Shown.URL, keys);
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
        return signed(Shown.COOKIES, keys);
    }

    /**
     * {@return the same, beside key groups that exist already}
     *
     * @param more the groups
     * @throws IllegalArgumentException {@code viewerAccess: a behaviour takes at most 4 key groups …}, or
     *     {@code viewerAccess: must ask for a signature …} for {@link #open}
     */
    public ViewerAccess keyGroups(IKeyGroupRef... more) {
        Signature now = chosen().orElseThrow(() -> open("must ask for a signature where it names key groups"));
        List<IKeyGroupRef> all = new ArrayList<>(now.groups());
        all.addAll(List.of(more));
        return new ViewerAccess(Optional.of(new Signature(now.by(), all, now.open())));
    }

    /**
     * {@return the same, with paths of the content that need no signature, such as poster images}
     *
     * @param patterns path patterns under those of the content, for example {@code /video/*.jpg}; tried before the
     *     signed ones
     * @throws IllegalArgumentException {@code pathPattern: …} for a malformed one, or {@code viewerAccess: must ask for
     *     a signature …} for {@link #open}, under which every path is open
     */
    public ViewerAccess exceptFor(String... patterns) {
        Signature now = chosen().orElseThrow(() -> open("must ask for a signature where it names exceptions"));
        List<PathPattern> open =
                Arrays.stream(patterns).map(PathPattern::narrow).toList();
        return new ViewerAccess(Optional.of(new Signature(now.by(), now.groups(), open)));
    }

    private static ViewerAccess signed(Shown by, ViewerKeys... keys) {
        List<IKeyGroupRef> groups =
                Arrays.stream(keys).map(ViewerKeys::getKeyGroup).toList();
        return new ViewerAccess(Optional.of(new Signature(by, groups, List.of())));
    }

    private static IllegalArgumentException open(String rule) {
        return Check.refusal("viewerAccess: " + rule, "open()", "use ViewerAccess.signedUrls(…) or signedCookies(…)");
    }
}
