package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * A playback configuration of MediaTailor that is to be created.
 *
 * @param sourcePath the folder of the content at its origin
 * @param endpoint that MediaTailor reads itself, signed; or
 * @param bucket that it reads itself, signed; or neither, where it comes through the distribution
 * @param home the stack that it is in, where that is not the distribution's
 * @param more properties that the library has no opinion of
 */
public record Playback(
        String name,
        String adServerUrl,
        String sourcePath,
        @Nullable V2Endpoint endpoint,
        @Nullable IBucket bucket,
        @Nullable Stack home,
        Consumer<CfnPlaybackConfiguration.Builder> more) {

    /** Of the region and account in whose template it stands. */
    private static final String EXACT =
            "arn:" + Aws.PARTITION + ":mediatailor:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":playbackConfiguration/";

    /** The same in a warning, which is text for people. */
    private static final String SHOWN = "arn:aws:mediatailor:REGION:ACCOUNT:playbackConfiguration/";

    /**
     * By default MediaTailor writes a Location into DASH manifests that leads players past CloudFront, to its own host.
     */
    private static final CfnPlaybackConfiguration.DashConfigurationProperty STAYS =
            CfnPlaybackConfiguration.DashConfigurationProperty.builder()
                    .mpdLocation("DISABLED")
                    .build();

    public static final Consumer<CfnPlaybackConfiguration.Builder> NOTHING_MORE = properties -> {};

    public boolean isDirect() {
        return endpoint != null || bucket != null;
    }

    /** The same, from an endpoint. */
    public Playback directlyFrom(V2Endpoint read) {
        return new Playback(name, adServerUrl, read.path(), read, null, home, more);
    }

    /** The same, from a bucket. */
    public Playback directlyFrom(IBucket read) {
        return new Playback(name, adServerUrl, sourcePath, null, read, home, more);
    }

    /** The same, in another stack than the distribution's. */
    public Playback in(Stack stack) {
        return new Playback(name, adServerUrl, sourcePath, endpoint, bucket, stack, more);
    }

    /** The same with more properties. */
    public Playback with(Consumer<CfnPlaybackConfiguration.Builder> properties) {
        return new Playback(name, adServerUrl, sourcePath, endpoint, bucket, home, more.andThen(properties));
    }

    /** Where it is, for its region and account. */
    public Placement place(Placement facade) {
        return home == null ? facade : Placement.of(home);
    }

    /**
     * Defines the configuration, which needs the distribution's name; the distribution does not need the configuration.
     *
     * @param viewers the distribution's URL, without a path
     * @param wayIn a path before the content's, for one that comes through the distribution
     * @param packager the content's origin, if it is MediaPackage
     */
    public CfnPlaybackConfiguration define(
            Placement facade, String viewers, String wayIn, Optional<Packager> packager) {
        CfnPlaybackConfiguration.Builder configuration = home == null
                ? CfnPlaybackConfiguration.Builder.create(facade.scope(), "Playback")
                : CfnPlaybackConfiguration.Builder.create(home, "MediaDeliveryPlayback" + SharedResources.digest(name));
        configuration.dashConfiguration(STAYS);
        more.accept(configuration);
        return configuration
                .name(name)
                .adDecisionServerUrl(adServerUrl)
                .videoContentSourceUrl(source(place(facade), viewers + wayIn, packager) + sourcePath)
                .cdnConfiguration(CfnPlaybackConfiguration.CdnConfigurationProperty.builder()
                        .adSegmentUrlPrefix(viewers)
                        .contentSegmentUrlPrefix(viewers + viewerPath(packager))
                        .build())
                .build();
    }

    /** Where MediaTailor finds the content: it reads it itself, or comes through the distribution. */
    private String source(Placement reader, String throughDistribution, Optional<Packager> packager) {
        if (endpoint != null) {
            return "https://" + packager.orElseThrow().host();
        }
        return bucket != null ? "https://" + host(bucket, reader) : throughDistribution;
    }

    private static String host(IBucket bucket, Placement reader) {
        String host = bucket.getBucketRegionalDomainName();
        return Weak.from(bucket, CfnBucket.class, CfnBucket::getAttrRegionalDomainName, host, reader);
    }

    /** The path of an endpoint at its origin is another than at the distribution where an origin path precedes it. */
    public String viewerPath(Optional<Packager> packager) {
        return endpoint != null ? packager.orElseThrow().viewerPath(sourcePath) : sourcePath;
    }

    /** Refuses what MediaTailor could never read. */
    public void check(Placement at) {
        if (bucket != null) {
            ManagedKey.refuse("directlyFrom", bucket, "MediaTailor", at);
        }
        if (home != null) {
            checkHome(home, at);
        }
    }

    /** It is deployed after the distribution, whose name it has, and that after the content. */
    private void checkHome(Stack chosen, Placement at) {
        Check.that(
                !chosen.equals(at.stack()) && !chosen.equals(contentStack()),
                "configurationIn: must be another stack than the distribution's and the content's, since it is deployed after"
                        + " both",
                chosen.getNode().getPath(),
                "make a stack of its own for it; for a configuration in the distribution's region leave"
                        + " configurationIn(…) out");
    }

    private @Nullable Stack contentStack() {
        if (endpoint != null) {
            CfnOriginEndpoint defined = endpoint.resource();
            return defined == null ? null : defined.getStack();
        }
        return bucket == null || bucket.getNode().getDefaultChild() == null ? null : bucket.getStack();
    }

    /** Lets MediaTailor read what it reads itself. */
    public void admit(Placement facade) {
        if (endpoint != null) {
            facade.own()
                    .endpointPolicy(endpoint)
                    .admit(
                            facade,
                            read(
                                    "mediapackagev2:GetObject",
                                    endpoint.arn(),
                                    endpoint.policyStack() == null && home == null ? EXACT : configurations(facade)),
                            read("mediapackagev2:GetObject", endpoint.shownArn(), SHOWN));
        }
        if (bucket != null) {
            // The statement may stand in the template of another stack, of which region and account are others.
            String exact = configurations(facade);
            Statement statement = read("s3:GetObject", bucket.getBucketArn() + FileStore.objects(sourcePath), exact);
            statement.addTo(
                    bucket::addToResourcePolicy,
                    facade,
                    new Warnings.Untold(
                            "s3-bucket-policy-mediatailor",
                            "The policy of an imported bucket was not written, so that it refuses MediaTailor.",
                            read("s3:GetObject", "arn:aws:s3:::BUCKET" + FileStore.objects(sourcePath), SHOWN)
                                    .json(),
                            statement::json,
                            "MediaTailorBucketPolicyStatement"));
            IKey key = bucket.getEncryptionKey();
            if (key != null) {
                admitToKey(key, facade, exact);
            }
        }
    }

    /** MediaTailor signs for itself, and decrypts as itself. */
    private void admitToKey(IKey key, Placement facade, String exact) {
        Statement statement = read("kms:Decrypt", "*", exact);
        statement.addTo(
                added -> key.addToResourcePolicy(added, true),
                facade,
                new Warnings.Untold(
                        "kms-key-policy-mediatailor",
                        "The policy of an imported key was not written, so that it refuses to decrypt for MediaTailor.",
                        read("kms:Decrypt", "*", SHOWN).json(),
                        statement::json,
                        "MediaTailorKeyPolicyStatement"));
    }

    private String configurations(Placement facade) {
        Placement its = place(facade);
        return "arn:" + Aws.PARTITION + ":mediatailor:" + its.region() + ":" + its.account()
                + ":playbackConfiguration/";
    }

    private Statement read(String action, String resource, String configurations) {
        return Statement.allow(Principal.service("mediatailor.amazonaws.com"), action)
                // Configurations share a bucket, a key or an endpoint, and a policy takes a Sid once.
                .named("AllowMediaTailor" + SharedResources.digest(name))
                .on(resource)
                .when(Condition.onlyFrom(configurations + name));
    }
}
