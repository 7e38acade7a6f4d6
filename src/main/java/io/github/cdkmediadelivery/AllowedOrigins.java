package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.OriginStatements;
import io.github.cdkmediadelivery.internal.Text;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The web origins whose pages may play the content.
 *
 * <p>An origin is a scheme and a host, with a port where it is not the scheme's own: {@code https://www.example.com},
 * {@code http://localhost:8080}. {@code https://*.example.com} stands for every subdomain, but not for
 * {@code https://example.com} itself. Refused: a path, a missing scheme, a bare {@code *}, an upper-case letter
 * (browsers send origins in lower case, and the comparison is exact).
 *
 * @see <a href="https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin">The Origin header</a>
 */
public final class AllowedOrigins extends Value<List<String>> {

    private static final Text ORIGIN = Text.of(
            "https?://(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?",
            "allowedOrigins: must be scheme://host[:port] in lower case, without a path",
            "use for example 'https://www.example.com' or 'https://*.example.com'");

    private static final String STAR = "*";

    private AllowedOrigins(List<String> origins) {
        super(origins);
    }

    /**
     * {@return exactly these origins}
     *
     * @param origins at least one; duplicates are refused
     * @throws IllegalArgumentException {@code allowedOrigins: must be scheme://host[:port] …} for anything else
     */
    public static AllowedOrigins of(String... origins) {
        List<String> listed = List.of(origins);
        List<String> each = Check.distinct("allowedOrigins: must not name an origin twice", listed);
        Check.that(!each.isEmpty(), "allowedOrigins: must name at least one origin", listed, "add the page's origin");
        each.forEach(ORIGIN::literal);
        return new AllowedOrigins(each);
    }

    /**
     * Whether an {@code Origin} header names one of them: what CORS, the web ACL and the edge function agree on.
     *
     * @param header the header's value, exactly as it was sent
     * @return whether it is on the list
     */
    public boolean matches(String header) {
        return chosen().stream().anyMatch(origin -> Pattern.matches(OriginStatements.regex(origin), header));
    }

    /** Those without a star. */
    List<String> exact() {
        return chosen().stream().filter(origin -> !origin.contains(STAR)).toList();
    }

    /** What stands before and after a star. */
    record Domain(String scheme, String domain) {}

    /** Those with a star. */
    List<Domain> domains() {
        return chosen().stream()
                .filter(origin -> origin.contains(STAR))
                .map(origin -> origin.split(Pattern.quote(STAR), -1))
                .map(parts -> new Domain(parts[0], parts[1]))
                .toList();
    }

    List<String> list() {
        return chosen();
    }
}
