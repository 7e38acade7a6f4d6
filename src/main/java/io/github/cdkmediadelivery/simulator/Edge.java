package io.github.cdkmediadelivery.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * CloudFront in front of an assembly's origins: answers requests as AWS documents it.
 *
 * <pre>{@code
 * Edge edge = Edge.of(CloudAssembly.of(app));
 * EdgeAnswer answer = edge.get("/video/film/index.m3u8")
 *         .header("Origin", "https://evil.example")
 *         .send();
 * }</pre>
 *
 * <p>Order: protocol, country, web ACL, signature, viewer request function, cache, origin. Where the signature is
 * checked relative to the function is not documented; an answer that depends on it says so. A path without a host is
 * asked of the only distribution. What origins answer is an input ({@link #origin}); by default 200, and nothing said.
 * The clock stands still until it is moved ({@link #pass}).
 *
 * <p>Not for several threads at once.
 */
public final class Edge {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Distribution> distributions;
    private final CloudAssembly assembly;
    private final Map<String, Map<String, String>> stores = new HashMap<>();
    private final RequestFlow flow;
    private Function<OriginRequest, OriginAnswer> origins = request -> OriginAnswer.OK;
    private Instant now = START;

    private Edge(CloudAssembly assembly) {
        this.assembly = assembly;
        this.distributions = assembly.distributions();
        this.flow = new RequestFlow(this, assembly);
    }

    /**
     * {@return the distributions of an assembly, ready to be asked}
     *
     * @param assembly with at least one distribution
     * @throws IllegalArgumentException {@code assembly: must have a distribution …}
     */
    public static Edge of(CloudAssembly assembly) {
        Edge edge = new Edge(assembly);
        if (edge.distributions.isEmpty()) {
            throw new IllegalArgumentException("assembly: must have a distribution, got none in "
                    + assembly.templates().keySet() + "; read the templates that define one");
        }
        return edge;
    }

    /** {@return the distributions that can be asked} */
    public List<Distribution> distributions() {
        return distributions;
    }

    /** {@return the ids by which signers name the public keys of the assembly} */
    public Set<String> publicKeyIds() {
        return flow.publicKeyIds();
    }

    /**
     * {@return a GET, ready to be sent}
     *
     * @param url {@code https://HOST/PATH}, or a path of the only distribution
     */
    public EdgeRequest get(String url) {
        return request("GET", url);
    }

    /**
     * {@return a request, ready to be sent}
     *
     * @param method of it
     * @param url {@code https://HOST/PATH}, or a path of the only distribution
     */
    public EdgeRequest request(String method, String url) {
        String whole = url.startsWith("/") ? "https://" + only().domainName() + url : url;
        return new EdgeRequest(this, method, URI.create(whole));
    }

    private Distribution only() {
        if (distributions.size() != 1) {
            throw new IllegalArgumentException(
                    "url: must name the host where there are several distributions, got only a path; use one of "
                            + distributions.stream()
                                    .map(Distribution::domainName)
                                    .toList());
        }
        return distributions.get(0);
    }

    /**
     * {@return whether an origin's policy lets in someone who goes past CloudFront; empty where no template says}
     *
     * @param url {@code https://HOST/PATH} of the origin
     * @param headers that are sent, by their names in lower case
     */
    public Optional<Boolean> admitsDirectly(String url, Map<String, String> headers) {
        URI parsed = URI.create(url);
        Origin origin = new Origin(
                "direct", parsed.getHost(), "", Map.of(), "https-only", "", "", "", 1, Duration.ZERO, Duration.ZERO);
        return flow.admits(
                new OriginRequest(origin, "GET", parsed.getRawPath(), "", headers, ""), distributions.get(0));
    }

    Optional<Boolean> admits(OriginRequest request, Distribution from) {
        return flow.admits(request, from);
    }

    /** Whether an origin's policy lets in a service that signs for itself. */
    Optional<Boolean> admitsService(String service, String sourceArn, String url) {
        URI parsed = URI.create(url);
        Origin origin = new Origin(
                "direct", parsed.getHost(), "", Map.of(), "https-only", "", "", "", 1, Duration.ZERO, Duration.ZERO);
        return flow.admits(
                new OriginRequest(
                        origin, "GET", parsed.getRawPath(), "", Map.of(), "service " + service + " " + sourceArn),
                distributions.get(0));
    }

    /**
     * What origins answer from now on.
     *
     * @param answers made of what they are asked
     * @return this
     */
    public Edge origin(Function<OriginRequest, OriginAnswer> answers) {
        this.origins = answers;
        return this;
    }

    /**
     * What origins answer from now on, whatever they are asked.
     *
     * @param answer of each
     * @return this
     */
    public Edge origin(OriginAnswer answer) {
        return origin(request -> answer);
    }

    /**
     * What a key value store holds from now on.
     *
     * @param store its logical id, or its name
     * @param content keys and values
     * @return this
     */
    public Edge store(String store, Map<String, String> content) {
        stores.put(store, Map.copyOf(content));
        return this;
    }

    /**
     * Moves the clock.
     *
     * @param time that passes
     * @return this
     */
    public Edge pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    /**
     * Sets the clock.
     *
     * @param time that it is
     * @return this
     */
    public Edge at(Instant time) {
        now = time;
        return this;
    }

    /** {@return the time that it is} */
    public Instant now() {
        return now;
    }

    EdgeAnswer answer(EdgeRequest request) {
        Distribution asked = distributions.stream()
                .filter(distribution -> distribution.answersTo(request.host()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("url: must be on a host of a distribution, got '"
                        + request.host() + "'; use one of "
                        + distributions.stream()
                                .flatMap(distribution -> Stream.concat(
                                        distribution.aliases().stream(), Stream.of(distribution.domainName())))
                                .toList()));
        return flow.answer(asked, request);
    }

    OriginAnswer ask(OriginRequest request) {
        return origins.apply(request);
    }

    /** The content of a store, by the end of its ARN. */
    Map<String, String> storeOf(Code code) {
        Map<String, String> content = new LinkedHashMap<>();
        stores.forEach((name, entries) -> {
            if (code.store().filter(arn -> arn.endsWith(name)).isPresent()) {
                content.putAll(entries);
            }
        });
        return content;
    }

    CloudAssembly assembly() {
        return assembly;
    }
}
