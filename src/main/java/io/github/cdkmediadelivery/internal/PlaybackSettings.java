package io.github.cdkmediadelivery.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;

/**
 * What a configuration that is to be created is told beside where the content is.
 *
 * @param adServer its URL, for all breaks
 * @param others by their options: URLs of what MediaTailor asks for beside it
 * @param aliases what each parameter of a player may stand for
 * @param options of the library
 * @param more that the user sets past them, which counts
 */
public record PlaybackSettings(
        String adServer,
        Map<String, String> others,
        Map<String, Map<String, String>> aliases,
        Consumer<PlaybackProperties> options,
        Consumer<CfnPlaybackConfiguration.Builder> more) {

    private static final Pattern DOMAIN = Pattern.compile("https?://([^/?#]*)");

    /** Of MediaTailor's; what the CDK puts where only the deployment knows a text has brackets too. */
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$\\{Token)\\[([^\\]]*)\\]");

    public static PlaybackSettings of(String adServer) {
        return new PlaybackSettings(adServer, Map.of(), Map.of(), properties -> {}, properties -> {});
    }

    public PlaybackSettings with(Consumer<PlaybackProperties> option) {
        return new PlaybackSettings(adServer, others, aliases, options.andThen(option), more);
    }

    public PlaybackSettings withMore(Consumer<CfnPlaybackConfiguration.Builder> properties) {
        return new PlaybackSettings(adServer, others, aliases, options, more.andThen(properties));
    }

    /** One more URL in which a player's parameters may stand. */
    public PlaybackSettings withUrl(String option, String url) {
        Map<String, String> all = new TreeMap<>(others);
        all.put(option, url);
        return new PlaybackSettings(adServer, all, aliases, options, more);
    }

    public PlaybackSettings withAlias(String parameter, Map<String, String> values) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>(aliases);
        // In an order of its own: that of Map.of is another at each run, and so would be the template.
        all.put(parameter, new TreeMap<>(values));
        return new PlaybackSettings(adServer, others, all, options, more);
    }

    /**
     * Where a variable in a host has no alias, MediaTailor answers 400 for the ad server's URL, and leaves slate and
     * bumpers out.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/mediatailor/latest/ug/creating-configuration-aliases.html">Configuration
     *     aliases</a>
     */
    void check() {
        checkHost("adServerUrl", adServer);
        others.forEach(this::checkHost);
    }

    private void checkHost(String option, String url) {
        Check.that(
                VARIABLE.matcher(domain(url)).results().allMatch(found -> aliases.containsKey(found.group(1))),
                option + ": must have variables in its host only where alias(…) says what they may stand for",
                url,
                "add for example alias(\"player_params.ad_domain\", Map.of(\"main\", \"ads.example.com\"))");
    }

    private static String domain(String url) {
        return DOMAIN.matcher(url)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    void applyTo(CfnPlaybackConfiguration.Builder configuration) {
        configuration.adDecisionServerUrl(adServer);
        PlaybackProperties properties = new PlaybackProperties(configuration);
        options.accept(properties);
        properties.complete();
        if (!aliases.isEmpty()) {
            configuration.configurationAliases(aliases);
        }
        more.accept(configuration);
    }
}
