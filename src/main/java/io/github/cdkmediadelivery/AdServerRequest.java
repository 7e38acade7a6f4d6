package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.AdDecisionServerConfigurationProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.HttpRequestProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.VastResponseProperty;

/**
 * How MediaTailor asks the ad decision server, and reads its answer; by default with GET and the headers that it sends
 * itself.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-mediatailor-playbackconfiguration-addecisionserverconfiguration.html">AdDecisionServerConfiguration</a>
 */
public final class AdServerRequest extends Value<AdServerRequest.Http> {

    private static final int LONGEST_BODY = 100_000;
    private static final int LONGEST_HEADERS = 10_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** Headers whose value is a secret by definition. */
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

    /** As it is sent. */
    record Http(
            String method,
            @Nullable String body,
            String compression,
            Map<String, String> headers,
            @Nullable AdSequence sequence) {

        /** A header may hold a reference to a secret, a body what is sold. */
        @Override
        public String toString() {
            return method + " with " + headers.keySet();
        }
    }

    private AdServerRequest(Http http) {
        super(http);
    }

    /** {@return a request with GET: all that the server is told stands in the URL} */
    public static AdServerRequest get() {
        return new AdServerRequest(new Http("GET", null, "NONE", Map.of(), null));
    }

    /**
     * {@return a request with POST}
     *
     * @param body what is sent, with variables as in the URL; at most 100,000 characters
     * @throws IllegalArgumentException {@code body: must have at most 100000 characters …}
     */
    public static AdServerRequest post(String body) {
        Check.present("body", body);
        Check.that(
                Check.isToken(body) || body.length() <= LONGEST_BODY,
                "body: must have at most " + LONGEST_BODY + " characters",
                body.length() + " characters",
                "shorten it");
        return new AdServerRequest(new Http("POST", body, "NONE", Map.of(), null));
    }

    /**
     * The same, with the body compressed.
     *
     * @return a new choice
     * @throws IllegalArgumentException {@code gzip: must be of a request with a body …}
     */
    public AdServerRequest gzip() {
        Check.that(
                chosen().method.equals("POST"),
                "gzip: must be of a request with a body, since MediaTailor compresses nothing else",
                chosen().method,
                "use AdServerRequest.post(…)");
        return new AdServerRequest(
                new Http(chosen().method, chosen().body, "GZIP", chosen().headers, chosen().sequence));
    }

    /**
     * The same, with a header.
     *
     * @param name of the header, not twice
     * @param value never a secret: it stands in the template. Of {@code Authorization}, {@code Cookie} and
     *     {@code X-Api-Key} a reference to one, for example {@code secret.secretValueFromJson("key").unsafeUnwrap()}
     * @return a new choice
     * @throws IllegalArgumentException {@code header: …} for something else than a header's name, one named twice, a
     *     literal secret, or more than 10,000 characters together
     */
    public AdServerRequest header(String name, String value) {
        Check.present("name", name);
        Check.present("value", value);
        String lower = name.toLowerCase(Locale.ROOT);
        Check.that(
                NAME.matcher(name).matches(),
                "header: name must be a header name",
                name,
                "use for example 'X-Channel'");
        Check.that(
                !SECRET.contains(lower) || Check.isToken(value),
                "header: value is a secret and must not be a literal in a template",
                name,
                "use a reference to a secret of Secrets Manager");
        Check.that(
                chosen().headers.keySet().stream().noneMatch(name::equalsIgnoreCase),
                "header: must name a header once",
                name,
                "remove the duplicate");
        Map<String, String> all = new LinkedHashMap<>(chosen().headers);
        all.put(name, value);
        int length = all.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        Check.that(
                Check.isToken(value) || length <= LONGEST_HEADERS,
                "header: all headers together must have at most " + LONGEST_HEADERS + " characters",
                length,
                "shorten them");
        return new AdServerRequest(
                new Http(chosen().method, chosen().body, chosen().compression, all, chosen().sequence));
    }

    /**
     * The same, with a choice of whether a VAST response says the order of its ads.
     *
     * @param sequence the choice
     * @return a new choice
     */
    public AdServerRequest sequence(AdSequence sequence) {
        Check.present("sequence", sequence);
        return new AdServerRequest(
                new Http(chosen().method, chosen().body, chosen().compression, chosen().headers, sequence));
    }

    AdDecisionServerConfigurationProperty property() {
        Http http = chosen();
        return AdDecisionServerConfigurationProperty.builder()
                .httpRequest(HttpRequestProperty.builder()
                        .httpMethod(http.method)
                        .body(http.body)
                        .compressRequest(http.compression)
                        .headers(http.headers.isEmpty() ? null : http.headers)
                        .build())
                .vastResponse(
                        http.sequence == null
                                ? null
                                : VastResponseProperty.builder()
                                        .adSequencingMode(http.sequence.mode())
                                        .build())
                .build();
    }
}
