package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * A playback configuration of MediaTailor whose name is known.
 *
 * @param sourcePath the folder of the content at its origin
 * @param known what the prefix of its URLs says of a configuration that exists already
 * @param endpoint that MediaTailor reads itself, signed; or
 * @param bucket that it reads itself, signed; or neither, where it comes through the distribution
 * @param home the stack that it is in, where that is not the distribution's
 * @param created what one is told that is to be created; nothing of one that exists
 */
public record Playback(
        String name,
        String sourcePath,
        Optional<Known> known,
        @Nullable V2Endpoint endpoint,
        @Nullable IBucket bucket,
        @Nullable Stack home,
        Optional<PlaybackSettings> created) {

    /**
     * What a prefix says.
     *
     * @param region empty where its host does not tell
     * @param account as MediaTailor's paths name it
     */
    public record Known(String region, String account) {}

    /** The same in a warning, which is text for people. */
    private static final String SHOWN = "arn:aws:mediatailor:REGION:ACCOUNT:playbackConfiguration/";

    public static Playback toCreate(String name, String sourcePath, PlaybackSettings settings) {
        return new Playback(name, sourcePath, Optional.empty(), null, null, null, Optional.of(settings));
    }

    public static Playback existing(String name, String sourcePath, Optional<Known> known) {
        return new Playback(name, sourcePath, known, null, null, null, Optional.empty());
    }

    public Playback told(PlaybackSettings settings) {
        return new Playback(name, sourcePath, known, endpoint, bucket, home, Optional.of(settings));
    }

    public Playback reading(V2Endpoint its) {
        return new Playback(name, its.path(), known, its, null, home, created);
    }

    public Playback reading(IBucket its) {
        return new Playback(name, sourcePath, known, null, its, home, created);
    }

    public boolean isDirect() {
        return endpoint != null || bucket != null;
    }

    /** The same, in another stack than the distribution's. */
    public Playback in(Stack stack) {
        return new Playback(name, sourcePath, known, endpoint, bucket, stack, created);
    }

    /** Where it is, for its region and account. */
    public Placement place(Placement facade) {
        return home == null ? facade : Placement.of(home);
    }

    /**
     * Defines the configuration, which needs the distribution's name; the distribution does not need the configuration.
     *
     * @param id of the construct
     * @param viewers the distribution's URL, without a path
     * @param wayIn a path before the content's, for one that comes through the distribution
     * @param packager the content's origin, if it is a packager
     * @return nothing where it exists already
     */
    public Optional<CfnPlaybackConfiguration> define(
            Placement facade, String id, String viewers, String wayIn, Optional<Packager> packager) {
        return created.map(settings -> {
            CfnPlaybackConfiguration.Builder configuration = home == null
                    ? CfnPlaybackConfiguration.Builder.create(facade.scope(), id)
                    : CfnPlaybackConfiguration.Builder.create(home, idElsewhere());
            settings.applyTo(configuration);
            // Whatever else was said: without both prefixes a manifest leads past CloudFront, and shows the way in.
            return configuration
                    .name(name)
                    .adDecisionServerUrl(settings.adServer())
                    .videoContentSourceUrl(source(place(facade), viewers + wayIn, packager) + sourcePath)
                    .cdnConfiguration(CfnPlaybackConfiguration.CdnConfigurationProperty.builder()
                            .adSegmentUrlPrefix(viewers)
                            .contentSegmentUrlPrefix(viewers + viewerPath(packager))
                            .build())
                    .build();
        });
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
        created.ifPresent(PlaybackSettings::check);
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
        Placement its = Placement.of(chosen);
        Check.that(
                Check.isToken(its.region()) == Check.isToken(at.region()),
                "configurationIn: must be a stack with a region if and only if the distribution's has one, whose name it"
                        + " is told",
                Check.shownRegion(its.region()),
                "give both stacks a region");
        Check.that(
                chosen.getNode().tryFindChild(idElsewhere()) == null,
                "playbackName: must be that of one configuration in its stack",
                name,
                "give this one another name");
    }

    private String idElsewhere() {
        return "MediaDeliveryPlayback" + SharedResources.digest(name);
    }

    private @Nullable Stack contentStack() {
        if (endpoint != null) {
            CfnOriginEndpoint defined = endpoint.resource();
            return defined == null ? null : defined.getStack();
        }
        return bucket == null || bucket.getNode().getDefaultChild() == null ? null : bucket.getStack();
    }

    /**
     * Lets MediaTailor read what it reads itself.
     *
     * @param region MediaTailor's
     */
    public void admit(Placement facade, String region) {
        if (endpoint != null) {
            facade.own()
                    .endpointPolicy(endpoint)
                    .admit(
                            facade,
                            read(
                                    "mediapackagev2:GetObject",
                                    endpoint.arn(),
                                    endpoint.policyStack() == null && home == null
                                            ? configurations(region, Aws.ACCOUNT_ID)
                                            : configurations(facade, region)),
                            read("mediapackagev2:GetObject", endpoint.shownArn(), SHOWN));
        }
        if (bucket != null) {
            // The statement may stand in the template of another stack, of which region and account are others.
            String exact = configurations(facade, region);
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

    /** As a template elsewhere names them: of the region and account that they are in. */
    private String configurations(Placement facade, String region) {
        Placement its = place(facade);
        return configurations(region.equals(Aws.REGION) ? its.region() : region, its.account());
    }

    private static String configurations(String region, String account) {
        return "arn:" + Aws.PARTITION + ":mediatailor:" + region + ":" + account + ":playbackConfiguration/";
    }

    private Statement read(String action, String resource, String configurations) {
        return Statement.allow(Principal.service("mediatailor.amazonaws.com"), action)
                // Configurations share a bucket, a key or an endpoint, and a policy takes a Sid once.
                .named("AllowMediaTailor" + SharedResources.digest(name))
                .on(resource)
                .when(Condition.onlyFrom(configurations + name));
    }
}
