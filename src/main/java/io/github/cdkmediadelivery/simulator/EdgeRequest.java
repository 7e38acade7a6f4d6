package io.github.cdkmediadelivery.simulator;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A viewer's request, before it is sent: each call gives another one.
 *
 * <pre>{@code
 * edge.get("https://video.example.com/live/index.m3u8").from("203.0.113.7").country("AT").send();
 * }</pre>
 */
public final class EdgeRequest {

    private static final String SOME_ADDRESS = "203.0.113.1";
    private static final String SOME_COUNTRY = "DE";

    private final Edge edge;
    private final String method;
    private final URI url;
    private final Map<String, List<String>> headers;
    private final Map<String, String> cookies;
    private final String address;
    private final String country;
    private final String node;

    private EdgeRequest(
            Edge edge,
            String method,
            URI url,
            Map<String, List<String>> headers,
            Map<String, String> cookies,
            String address,
            String country,
            String node) {
        this.edge = edge;
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.cookies = cookies;
        this.address = address;
        this.country = country;
        this.node = node;
    }

    EdgeRequest(Edge edge, String method, URI url) {
        this(edge, method, url, Map.of(), Map.of(), SOME_ADDRESS, SOME_COUNTRY, "");
    }

    /**
     * {@return the same with a header; with one of the same name, both}
     *
     * @param name in whatever case
     * @param value of it
     */
    public EdgeRequest header(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        List<String> values = new ArrayList<>(more.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
        values.add(value);
        more.put(name.toLowerCase(Locale.ROOT), List.copyOf(values));
        return new EdgeRequest(edge, method, url, more, cookies, address, country, node);
    }

    /**
     * {@return the same with a cookie}
     *
     * @param name of it
     * @param value of it
     */
    public EdgeRequest cookie(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(cookies);
        more.put(name, value);
        return new EdgeRequest(edge, method, url, headers, more, address, country, node);
    }

    /**
     * {@return the same with cookies, as a signer makes them}
     *
     * @param all names and values
     */
    public EdgeRequest cookies(Map<String, String> all) {
        Map<String, String> more = new LinkedHashMap<>(cookies);
        more.putAll(all);
        return new EdgeRequest(edge, method, url, headers, more, address, country, node);
    }

    /**
     * {@return the same from another address}
     *
     * @param ip of the viewer; by default 203.0.113.1
     */
    public EdgeRequest from(String ip) {
        return new EdgeRequest(edge, method, url, headers, cookies, ip, country, node);
    }

    /**
     * {@return the same from another country}
     *
     * @param code of two letters; by default DE
     */
    public EdgeRequest country(String code) {
        return new EdgeRequest(edge, method, url, headers, cookies, address, code, node);
    }

    /**
     * {@return the same at another place of CloudFront's, which has a cache of its own}
     *
     * @param name of the place
     */
    public EdgeRequest at(String name) {
        return new EdgeRequest(edge, method, url, headers, cookies, address, country, name);
    }

    /** {@return the answer} */
    public EdgeAnswer send() {
        return edge.answer(this);
    }

    /** One parameter of the query string, as it was written. */
    record Parameter(String name, String value) {}

    String method() {
        return method;
    }

    String scheme() {
        return url.getScheme();
    }

    String host() {
        return url.getHost();
    }

    /** As the viewer wrote it. */
    String path() {
        String raw = url.getRawPath();
        return raw.isEmpty() ? "/" : raw;
    }

    String query() {
        return url.getRawQuery() == null ? "" : url.getRawQuery();
    }

    List<Parameter> queryParameters() {
        return parse(query());
    }

    static List<Parameter> parse(String query) {
        List<Parameter> parameters = new ArrayList<>();
        for (String part : query.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                parameters.add(
                        equals < 0
                                ? new Parameter(part, "")
                                : new Parameter(part.substring(0, equals), part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    static String render(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.value.isEmpty() ? parameter.name : parameter.name + "=" + parameter.value)
                .collect(Collectors.joining("&"));
    }

    List<Parameter> unsignedParameters() {
        return queryParameters().stream()
                .filter(parameter -> !Signatures.PARAMETERS.contains(parameter.name))
                .toList();
    }

    String urlWithoutSignature() {
        String rest = render(unsignedParameters());
        return scheme() + "://" + host() + path() + (rest.isEmpty() ? "" : "?" + rest);
    }

    /** The first value of each, by the name in lower case; without cookies. */
    Map<String, String> headers() {
        Map<String, String> first = new LinkedHashMap<>();
        headers.forEach((name, values) -> first.put(name, values.get(0)));
        return first;
    }

    Map<String, List<String>> allHeaders() {
        return headers;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    String address() {
        return address;
    }

    String country() {
        return country;
    }

    String node() {
        return node;
    }

    /** Method and URL. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
