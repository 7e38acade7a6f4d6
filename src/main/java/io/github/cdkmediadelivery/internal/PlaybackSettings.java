package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;

/**
 * What a configuration that is to be created is told beside where the content is.
 *
 * @param adServers their URLs: of all breaks first, then of what comes before a live stream
 * @param aliases what each parameter of a player may stand for
 * @param options of the library
 * @param more that the user sets past them, which counts
 */
public record PlaybackSettings(
        List<String> adServers,
        Map<String, Map<String, String>> aliases,
        Consumer<PlaybackProperties> options,
        Consumer<CfnPlaybackConfiguration.Builder> more) {

    private static final Pattern DOMAIN = Pattern.compile("https?://([^/?#]*)");
    private static final Pattern VARIABLE = Pattern.compile("\\[([^\\]]*)\\]");

    public static PlaybackSettings of(String adServer) {
        return new PlaybackSettings(List.of(adServer), Map.of(), properties -> {}, properties -> {});
    }

    public PlaybackSettings with(Consumer<PlaybackProperties> option) {
        return new PlaybackSettings(adServers, aliases, options.andThen(option), more);
    }

    public PlaybackSettings withMore(Consumer<CfnPlaybackConfiguration.Builder> properties) {
        return new PlaybackSettings(adServers, aliases, options, more.andThen(properties));
    }

    public PlaybackSettings withAdServer(String another) {
        List<String> all = new ArrayList<>(adServers);
        all.add(another);
        return new PlaybackSettings(all, aliases, options, more);
    }

    public PlaybackSettings withAlias(String parameter, Map<String, String> values) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>(aliases);
        // In an order of its own: that of Map.of is another at each run, and so would be the template.
        all.put(parameter, new TreeMap<>(values));
        return new PlaybackSettings(adServers, all, options, more);
    }

    /**
     * MediaTailor answers 400 where a variable in a host has no alias.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/mediatailor/latest/ug/creating-configuration-aliases.html">Configuration
     *     aliases</a>
     */
    void check() {
        for (String url : adServers) {
            Set<String> unknown = VARIABLE.matcher(domain(url))
                    .results()
                    .map(found -> found.group(1))
                    .filter(variable -> !aliases.containsKey(variable))
                    .collect(Collectors.toSet());
            Check.that(
                    unknown.isEmpty(),
                    "adServerUrl: must have variables in its host only where alias(…) says what they may stand for",
                    url,
                    "add for example alias(\"player_params.ad_domain\", Map.of(\"main\", \"ads.example.com\"))");
        }
    }

    private static String domain(String url) {
        return DOMAIN.matcher(url)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    void applyTo(CfnPlaybackConfiguration.Builder configuration) {
        configuration.adDecisionServerUrl(adServers.get(0));
        PlaybackProperties properties = new PlaybackProperties(configuration);
        options.accept(properties);
        properties.complete();
        if (!aliases.isEmpty()) {
            configuration.configurationAliases(aliases);
        }
        more.accept(configuration);
    }
}
