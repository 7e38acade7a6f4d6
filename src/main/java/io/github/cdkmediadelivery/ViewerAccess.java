package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Access;
import io.github.cdkmediadelivery.internal.AccessToken;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.OpenPaths;
import io.github.cdkmediadelivery.internal.PathPattern;
import io.github.cdkmediadelivery.internal.Signature;
import io.github.cdkmediadelivery.internal.Signature.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.IKeyGroupRef;

/**
 * Who may watch: everyone, or who holds a signature or a token of the owner's.
 *
 * <p>URLs or cookies? A film in HLS or DASH is hundreds of files whose names stand in a manifest. A signed URL opens
 * one of them; cookies with a wildcard policy open the whole tree. Cookies are therefore the usual choice for those
 * formats, and URLs for single files and for players without cookies. CloudFront checks both alike; the choice says
 * what pages on other domains need, see {@link #signedCookies}.
 *
 * <p>Players that keep no cookies (AVPlayer, TVs, native SDKs) play HLS and DASH with a token in the path, see
 * {@link #accessToken}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-choosing-signed-urls-cookies.html">Decide
 *     to use signed URLs or signed cookies</a>
 */
public final class ViewerAccess extends Value<Optional<Access>> {

    private final Optional<WayIn> wayIn;

    private ViewerAccess(Optional<Access> access) {
        this(access, Optional.empty());
    }

    private ViewerAccess(Optional<Access> access, Optional<WayIn> wayIn) {
        super(access);
        this.wayIn = wayIn;
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
        Check.present("keys", keys);
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
        Check.present("keys", keys);
        return signed(Shown.COOKIES, keys);
    }

    /**
     * Who has a Common Access Token (CTA-5007-B) may watch. It is the first segment of the path, which relative URLs in
     * a manifest keep: {@code https://HOST/TOKEN.cat/out/v1/…}. It works on every player, with HLS and DASH alike; an
     * {@link AccessTokenSigner} makes such URLs. A function checks the token and takes it off, so that the cache has
     * one copy of each object, and no origin sees a token.
     *
     * <p>What is checked: the key that signed, {@code exp}, which must be there, {@code nbf}, {@code catu} (host, path,
     * parent path, filename, stem, extension; exact, prefix, suffix or contained; a path's prefix is a folder),
     * {@code catnip} (addresses and networks), {@code catm}, {@code catreplay} if it is 0, {@code catv} if it is 1, and
     * that neither session ({@code cti}) nor user ({@code sub}) is revoked. {@code iss}, {@code iat} and {@code catr}
     * may be there: tokens are renewed by who signs them. A token with any other claim is refused, since it would not
     * be looked at; also one of more than 1 KB. Claims have the numbers of IANA's registry.
     *
     * <p>A refusal is 401, or 403 where a valid token does not open what is asked for, never cached, and readable for
     * pages. A path without a token belongs to no content: the distribution's default behaviour answers it.
     *
     * <p><b>Not for</b> manifests whose URLs begin with {@code /} or with a host, since these drop the token: an
     * endpoint of MediaPackage v2 with {@code UriPathType: ROOT} is refused where it is known.
     *
     * <p><b>Cost</b>: the function runs once per request, for manifests and segments alike, and reads the store once
     * for the key, once for the session and once for the user, as far as the token names them. At $0.10 per million
     * runs and $0.03 per million reads that is $0.13 to $0.19 per million requests. Signed cookies cost nothing.
     *
     * @param keys of the tokens
     * @return the choice
     * @see <a href="https://shop.cta.tech/products/cta-5007">CTA-5007, Common Access Token</a>
     */
    public static ViewerAccess accessToken(AccessTokenKeys keys) {
        Check.present("keys", keys);
        return new ViewerAccess(Optional.of(keys.asked()), keys.wayIn());
    }

    /**
     * The same, but media are open: for {@link MediaTailorDistribution} alone, whose manifests name segments by
     * absolute URLs that no token precedes. Sessions, and the content's own manifests, need a token; who knows a
     * segment's URL gets it without one. In return the function does not run for segments, which are most requests.
     *
     * @return the choice
     * @throws IllegalArgumentException {@code viewerAccess: must be an access token …}; when a distribution is built,
     *     {@code viewerAccess: must not leave media open …} for any other
     */
    public ViewerAccess exceptMedia() {
        if (chosen().orElse(null) instanceof AccessToken now) {
            return new ViewerAccess(Optional.of(now.with(AccessToken.Media.OPEN)), wayIn);
        }
        throw Check.refusal(
                "viewerAccess: must be an access token where media are open",
                chosen().isPresent() ? "a signature" : "open()",
                "use ViewerAccess.accessToken(…)");
    }

    /**
     * {@return the same, beside key groups that exist already}
     *
     * @param more the groups
     * @throws IllegalArgumentException {@code viewerAccess: a behaviour takes at most 4 key groups …}, or
     *     {@code viewerAccess: must ask for a signature …} for {@link #open} and {@link #accessToken}
     */
    public ViewerAccess keyGroups(IKeyGroupRef... more) {
        Check.present("more", more);
        Signature now = chosen().filter(Signature.class::isInstance)
                .map(Signature.class::cast)
                .orElseThrow(() -> open(
                        "must ask for a signature where it names key groups",
                        chosen().isPresent() ? "an access token" : "open()"));
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
        Check.present("patterns", patterns);
        Access now = chosen().orElseThrow(() -> open("must ask for a signature where it names exceptions", "open()"));
        List<PathPattern> open =
                Arrays.stream(patterns).map(PathPattern::narrow).toList();
        return new ViewerAccess(Optional.of(now.exceptFor(new OpenPaths(open))), wayIn);
    }

    /** MediaTailor's, through the function that checks viewers' tokens. */
    Optional<WayIn> wayIn() {
        return wayIn;
    }

    /** What is asked for, which also says what the logs hold of it. */
    Optional<Access> beside(@Nullable AccessLogs logs) {
        return chosen().map(access ->
                access instanceof AccessToken token && logs != null && token.isIn(logs.holdPaths(), logs.holdQueries())
                        ? token.with(AccessToken.Logs.WITH_TOKENS)
                        : access);
    }

    private static ViewerAccess signed(Shown by, ViewerKeys... keys) {
        List<IKeyGroupRef> groups =
                Arrays.stream(keys).map(ViewerKeys::getKeyGroup).toList();
        return new ViewerAccess(Optional.of(new Signature(by, groups, OpenPaths.NONE)));
    }

    private static IllegalArgumentException open(String rule, String got) {
        return Check.refusal("viewerAccess: " + rule, got, "use ViewerAccess.signedUrls(…) or signedCookies(…)");
    }
}
