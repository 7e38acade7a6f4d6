package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Cors;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Text;
import java.util.List;
import software.amazon.awscdk.interfaces.cloudfront.IResponseHeadersPolicyRef;
import software.constructs.Construct;

/**
 * Which pages of other origins may read the content, answered at the edge.
 *
 * <p>A page on the same domain as the content needs no rules at all: that is the simpler set-up, see
 * {@link DeliveryBuilder#defaultBehavior}. With rules, the behaviours of the content also take OPTIONS, so that a
 * browser's preflight gets its answer.
 *
 * <p>Equal rules are one policy per stack, however many distributions use them and in whatever order their members were
 * named. It overrides what the origin says, so that the list is the truth whatever was kept. Pages may always send
 * {@code Range}, and read what players need: length, range, date, age, entity tag, CMSD and server timing.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html">Response
 *     headers policies</a>
 */
public final class CorsRules extends Value<Cors> {

    private static final Text HEADER_NAME = Text.of(
            "[A-Za-z0-9!#$%&'+.^_`|~-]+",
            "requestHeaders: must be a header name, not a wildcard", "use for example 'X-Session-Id'");

    private CorsRules(Cors rules) {
        super(rules);
    }

    /**
     * Pages of every origin may read the content, without credentials.
     *
     * @return the rules
     */
    public static CorsRules anyOrigin() {
        return new CorsRules(new Cors(Cors.ANY_ORIGIN, List.of(), false));
    }

    /**
     * Pages of these origins may read the content.
     *
     * @param origins the list that the web ACL and the edge function share
     * @return the rules
     */
    public static CorsRules origins(AllowedOrigins origins) {
        Check.present("origins", origins);
        return new CorsRules(new Cors(origins.list(), List.of(), false));
    }

    /**
     * {@return the same rules, with request headers of the player's own allowed}
     *
     * @param names header names, for example {@code X-Session-Id}; no wildcard
     * @throws IllegalArgumentException {@code requestHeaders: must be a header name …}
     */
    public CorsRules requestHeaders(String... names) {
        Check.present("names", names);
        List<String> headers = List.of(names);
        headers.forEach(HEADER_NAME::literal);
        return new CorsRules(chosen().with(headers));
    }

    /**
     * {@return the same rules, with cookies allowed, as signed cookies on another domain need}
     *
     * @throws IllegalArgumentException {@code credentials: browsers refuse …} together with {@link #anyOrigin()}
     */
    public CorsRules credentials() {
        Check.that(
                !chosen().origins().equals(Cors.ANY_ORIGIN),
                "credentials: browsers refuse credentials together with any origin",
                "*",
                "list the origins with CorsRules.origins(AllowedOrigins.of(\"https://www.example.com\"))");
        return new CorsRules(new Cors(chosen().origins(), chosen().requestHeaders(), true));
    }

    /**
     * {@return the response headers policy alone, for a behaviour of your own, which must let OPTIONS in as well}
     *
     * @param scope any construct of the stack in which it is made, once for the whole stack
     */
    public IResponseHeadersPolicyRef getPolicy(Construct scope) {
        Check.present("scope", scope);
        return chosen().policy(Placement.of(scope));
    }
}
