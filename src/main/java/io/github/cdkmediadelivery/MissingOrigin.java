package io.github.cdkmediadelivery;

/**
 * What becomes of a request that names no origin. {@link MediaTailorSafeEdgeFunction} and {@link AllowedOriginsWebAcl}
 * mean the same by it, and both let such requests pass by default: native players (AVPlayer, ExoPlayer, Roku) send no
 * {@code Origin}, and neither do pages on the content's own domain. Whoever is no browser can send any header, so
 * refusing keeps only honest clients out.
 *
 * @see <a href="https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin">The Origin header</a>
 */
public enum MissingOrigin {
    /** It passes: native players and pages of the same domain work, and so does everything that is no browser. */
    ALLOWED,
    /** It is refused: only scripts of the listed pages get through. Native players do not. */
    REFUSED,
    /**
     * It passes where {@code Referer} names a listed origin, as pages of the content's own domain send it. Native
     * players do not, unless the app sets the header.
     */
    BY_REFERER,
    /** It passes where the browser says that the page is of the content's own domain. Native players do not. */
    BY_FETCH_SITE
}
