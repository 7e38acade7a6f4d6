package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.OriginStatements;
import io.github.cdkmediadelivery.internal.Text;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
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
            "[a-z][a-z0-9+.-]*://(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?",
            "allowedOrigins: must be scheme://host[:port] in lower case, without a path",
            "use for example 'https://www.example.com' or 'https://*.example.com'");

    private static final String STAR = "*";
    private static final int LAST_PORT = 65_535;
    private static final Pattern PORT = Pattern.compile("([a-z]+)://.*:([0-9]+)");
    private static final Map<String, Integer> USUAL_PORTS = Map.of("http", 80, "https", 443);

    /** Top-level domains, and the second level where registries of countries sell the third. */
    private static final Pattern ALL_OF_A_SUFFIX =
            Pattern.compile("[a-z]+://\\*\\.([a-z0-9-]+|(ac|co|com|edu|gob|gov|ne|net|or|org)\\.[a-z]{2})(:[0-9]+)?");

    private AllowedOrigins(List<String> origins) {
        super(origins);
    }

    /**
     * {@return exactly these origins}
     *
     * @param origins at least one; duplicates are refused. One that is known only at deployment, such as
     *     {@code "https://" + other.getDomainName()}, is compared as it stands, without a star
     * @throws IllegalArgumentException {@code allowedOrigins: must be scheme://host[:port] …} for anything else,
     *     {@code allowedOrigins: must not name a port …} for one that no browser sends, {@code allowedOrigins: must not
     *     allow all of a domain …} for a star before a public suffix
     */
    public static AllowedOrigins of(String... origins) {
        Check.present("origins", origins);
        List<String> listed = List.of(origins);
        List<String> each = Check.distinct("allowedOrigins: must not name an origin twice", listed);
        Check.that(!each.isEmpty(), "allowedOrigins: must name at least one origin", listed, "add the page's origin");
        each.forEach(AllowedOrigins::check);
        return new AllowedOrigins(each);
    }

    private static void check(String origin) {
        if (Check.isToken(origin)) {
            return;
        }
        ORIGIN.literal(origin);
        Matcher port = PORT.matcher(origin);
        if (port.matches()) {
            int number = Integer.parseInt(port.group(2));
            Check.that(
                    number >= 1 && number <= LAST_PORT && number != USUAL_PORTS.getOrDefault(port.group(1), 0),
                    "allowedOrigins: must not name a port that browsers leave out or that does not exist",
                    origin,
                    "remove the port");
        }
        Check.that(
                !ALL_OF_A_SUFFIX.matcher(origin).matches(),
                "allowedOrigins: must not allow all of a domain under which anybody can have a name",
                origin,
                "name a domain of yours, for example 'https://*.example.com'");
    }

    /**
     * Whether an {@code Origin} header names one of them: what CORS, the web ACL and the edge function agree on.
     *
     * @param header the header's value, exactly as it was sent
     * @return whether it is on the list
     */
    public boolean matches(String header) {
        Check.present("header", header);
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
