package io.github.cdkmediadelivery;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * What MediaTailor is told: where the content is, who chooses the ads, and that both come to viewers through the
 * distribution.
 *
 * <p>Content segments always get the distribution as their prefix. Without it MediaTailor writes the URL of the
 * content's origin into every manifest, with a secret path token in it if there is one.
 *
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/integrating-cdn.html">Using a CDN with
 *     MediaTailor</a>
 */
public final class MediaTailorPlayback {

    private static final String EXACT =
            "arn:" + Aws.PARTITION + ":mediatailor:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":playbackConfiguration/";

    /** The same in a warning, which is text for people. */
    private static final String SHOWN = "arn:aws:mediatailor:REGION:ACCOUNT:playbackConfiguration/";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final @Nullable String name;
    private final String adServerUrl;
    private final String sourcePath;
    private final @Nullable MediaPackageV2Endpoint endpoint;
    private final @Nullable IBucket bucket;

    private MediaTailorPlayback(
            @Nullable String name,
            String adServerUrl,
            String sourcePath,
            @Nullable MediaPackageV2Endpoint endpoint,
            @Nullable IBucket bucket) {
        this.name = name;
        this.adServerUrl = adServerUrl;
        this.sourcePath = sourcePath;
        this.endpoint = endpoint;
        this.bucket = bucket;
    }

    /**
     * A playback configuration that is created with the distribution. MediaTailor fetches the content through it.
     *
     * @param name of the configuration: 1 to 64 letters, digits, {@code _} and {@code -}
     * @param adServerUrl of the ad decision server
     * @param sourcePath the folder of the content on the distribution, for example {@code /out/v1/group/channel/hls}
     * @return the choice
     * @throws IllegalArgumentException {@code playbackName: …}, {@code adServerUrl: …} or {@code sourcePath: …}
     */
    public static MediaTailorPlayback created(String name, String adServerUrl, String sourcePath) {
        Check.that(
                NAME.matcher(name).matches(),
                "playbackName",
                "must be 1 to 64 letters, digits, '_' and '-'",
                name,
                "use for example 'news-with-ads'");
        Check.that(
                Check.isToken(adServerUrl) || adServerUrl.matches("https?://[^\\s]+"),
                "adServerUrl",
                "must be a URL",
                adServerUrl,
                "use for example 'https://ads.example.com/vast?session=[session.id]'");
        return new MediaTailorPlayback(
                name, adServerUrl, OriginBuilder.folder("sourcePath", sourcePath, "/out/v1/news/one/hls"), null, null);
    }

    /**
     * A configuration that exists already and is not touched. Its owner must have set both prefixes of its CDN
     * configuration, {@code AdSegmentUrlPrefix} and {@code ContentSegmentUrlPrefix}, to the distribution.
     *
     * @return the choice
     */
    public static MediaTailorPlayback existing() {
        return new MediaTailorPlayback(null, "", "", null, null);
    }

    /**
     * The same, but MediaTailor fetches the content from the endpoint itself, signed with SigV4: edge functions are not
     * in its way, and no token is needed. The endpoint's policy lets in this configuration.
     *
     * @param endpoint of MediaPackage v2, one that the distribution serves
     * @return a new choice
     * @throws IllegalArgumentException {@code directlyFrom: must be said of a configuration that is created here …}
     */
    public MediaTailorPlayback directlyFrom(MediaPackageV2Endpoint endpoint) {
        checkCreated();
        return new MediaTailorPlayback(name, adServerUrl, endpoint.path(), endpoint, null);
    }

    /**
     * The same, but MediaTailor fetches the content from the bucket itself, signed with SigV4. The bucket's policy lets
     * in this configuration.
     *
     * @param bucket that the distribution serves
     * @return a new choice
     * @throws IllegalArgumentException {@code directlyFrom: must be said of a configuration that is created here …}
     */
    public MediaTailorPlayback directlyFrom(IBucket bucket) {
        checkCreated();
        return new MediaTailorPlayback(name, adServerUrl, sourcePath, null, bucket);
    }

    private void checkCreated() {
        Check.that(
                name != null,
                "directlyFrom",
                "must be said of a configuration that is created here, whose name the policy needs",
                "an existing one",
                "use MediaTailorPlayback.created(…)");
    }

    /** Only what serves the endpoint knows its host, and lets others into its policy. */
    void checkServedBy(@Nullable MediaPackageOrigin packager) {
        Check.that(
                endpoint == null || (packager != null && packager.serves(endpoint)),
                "directlyFrom",
                "must be an endpoint that the distribution serves",
                String.valueOf(endpoint),
                "give it to content(MediaPackageOrigin.v2(…).endpoint(…).build())");
    }

    boolean isDirect() {
        return endpoint != null || bucket != null;
    }

    boolean isCreated() {
        return name != null;
    }

    /**
     * Defines the configuration, which needs the distribution's name; the distribution does not need the configuration.
     *
     * @param token the reference to a secret path token
     * @param packager the content's origin, if it is MediaPackage
     */
    Optional<CfnPlaybackConfiguration> define(
            MediaTailorDistribution scope, Optional<String> token, @Nullable MediaPackageOrigin packager) {
        if (name == null) {
            return Optional.empty();
        }
        String viewers = "https://" + scope.getDomainName();
        return Optional.of(CfnPlaybackConfiguration.Builder.create(scope, "Playback")
                .name(name)
                .adDecisionServerUrl(adServerUrl)
                .videoContentSourceUrl(source(scope, viewers, token, packager))
                .cdnConfiguration(CfnPlaybackConfiguration.CdnConfigurationProperty.builder()
                        .adSegmentUrlPrefix(viewers)
                        .contentSegmentUrlPrefix(viewers + viewerPath(packager))
                        .build())
                .build());
    }

    /** The path of an endpoint at its origin is another than at the distribution where an origin path precedes it. */
    private String viewerPath(@Nullable MediaPackageOrigin packager) {
        return endpoint != null && packager != null ? packager.viewerPath(sourcePath) : sourcePath;
    }

    private String source(
            MediaTailorDistribution scope,
            String viewers,
            Optional<String> token,
            @Nullable MediaPackageOrigin packager) {
        if (endpoint != null && packager != null) {
            StackResources.of(scope)
                    .endpointPolicy(endpoint)
                    .admit(
                            scope,
                            read("mediapackagev2:GetObject", endpoint.arn(), EXACT),
                            read("mediapackagev2:GetObject", endpoint.shownArn(), SHOWN));
            return "https://" + packager.host() + sourcePath;
        }
        if (bucket != null) {
            admitTo(bucket, scope);
            return "https://" + bucket.getBucketRegionalDomainName() + sourcePath;
        }
        return viewers
                + token.map(secret -> MediaTailorTrust.PATH_PREFIX + secret).orElse("")
                + sourcePath;
    }

    private void admitTo(IBucket source, MediaTailorDistribution scope) {
        Map<String, Object> statement = read("s3:GetObject", source.getBucketArn() + sourcePath + "/*", EXACT);
        boolean written = Boolean.TRUE.equals(
                source.addToResourcePolicy(PolicyStatement.fromJson(statement)).getStatementAdded());
        if (!written) {
            Warnings.tellOwner(
                    scope,
                    "s3-bucket-policy-mediatailor",
                    "The policy of an imported bucket was not written, so that it refuses MediaTailor.",
                    read("s3:GetObject", "arn:aws:s3:::BUCKET" + sourcePath + "/*", SHOWN),
                    statement,
                    "MediaTailorBucketPolicyStatement");
        }
    }

    private Map<String, Object> read(String action, String resource, String configurations) {
        return Json.object(
                "Sid",
                "AllowMediaTailor",
                "Effect",
                "Allow",
                "Principal",
                Map.of("Service", "mediatailor.amazonaws.com"),
                "Action",
                action,
                "Resource",
                resource,
                "Condition",
                Map.of("StringEquals", Map.of("aws:SourceArn", configurations + name)));
    }
}
