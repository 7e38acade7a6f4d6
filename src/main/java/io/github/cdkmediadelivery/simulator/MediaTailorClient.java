package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * MediaTailor as a client of a distribution: it fetches the content's manifests by the URL of its playback
 * configuration, and writes the prefixes of its configuration into what it gives to players.
 *
 * <p>Which headers it sends is not documented: it sends none here.
 */
public final class MediaTailorClient {

    private final Edge edge;
    private final String arn;
    private final String source;
    private final String contentPrefix;
    private final String adPrefix;

    private MediaTailorClient(Edge edge, String arn, JsonNode configuration) {
        this.edge = edge;
        this.arn = arn;
        this.source = configuration.path("VideoContentSourceUrl").asText();
        this.contentPrefix =
                configuration.at("/CdnConfiguration/ContentSegmentUrlPrefix").asText();
        this.adPrefix = configuration.at("/CdnConfiguration/AdSegmentUrlPrefix").asText();
    }

    /**
     * {@return a client for a playback configuration of the edge's assembly}
     *
     * @param edge that is asked
     * @param name of the playback configuration
     * @throws IllegalArgumentException {@code name: must be of a playback configuration …}
     */
    public static MediaTailorClient of(Edge edge, String name) {
        for (Template in : edge.assembly().templates().values()) {
            for (JsonNode properties :
                    in.resources("AWS::MediaTailor::PlaybackConfiguration").values()) {
                JsonNode configuration = edge.assembly().value(in, properties);
                if (configuration.path("Name").asText().equals(name)) {
                    return new MediaTailorClient(
                            edge,
                            "arn:aws:mediatailor:" + in.region() + ":" + in.account() + ":playbackConfiguration/"
                                    + name,
                            configuration);
                }
            }
        }
        throw new IllegalArgumentException("name: must be of a playback configuration in the templates, got '" + name
                + "'; use the name that the template gives it");
    }

    /** {@return whether it asks the origin itself, past the distribution} */
    public boolean isDirect() {
        String host = URI.create(source).getHost();
        return edge.distributions().stream().noneMatch(distribution -> distribution.answersTo(host));
    }

    /**
     * {@return what it gets of a manifest through the distribution}
     *
     * @param manifest below the content's folder, for example {@code index.m3u8}
     */
    public EdgeAnswer fetch(String manifest) {
        return edge.get(source + "/" + manifest).send();
    }

    /**
     * {@return whether the origin lets it in with its own signature; empty where no template says}
     *
     * @param manifest below the content's folder
     */
    public Optional<Boolean> fetchDirectly(String manifest) {
        return edge.admitsService("mediatailor.amazonaws.com", arn, source + "/" + manifest);
    }

    /**
     * {@return where a manifest sends players for a segment of the content}
     *
     * @param segment below the content's folder
     */
    public String contentUrl(String segment) {
        return contentPrefix + "/" + segment;
    }

    /**
     * {@return where a manifest sends players for a segment of an ad}
     *
     * @param segment below {@code /tm/}
     */
    public String adUrl(String segment) {
        return adPrefix + "/tm/" + segment;
    }

    /** {@return whether a text that players see holds something that only MediaTailor may know} */
    public boolean showsASecret() {
        return List.of(contentPrefix, adPrefix).stream().anyMatch(prefix -> prefix.contains("/mt/"));
    }
}
