package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Cors;
import io.github.cdkmediadelivery.internal.Home;
import io.github.cdkmediadelivery.internal.KnownArn;
import io.github.cdkmediadelivery.internal.LocatedBucket;
import io.github.cdkmediadelivery.internal.ManagedKey;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Replication;
import io.github.cdkmediadelivery.internal.Seconds;
import io.github.cdkmediadelivery.internal.ServerLogs;
import io.github.cdkmediadelivery.internal.Warnings;
import io.github.cdkmediadelivery.internal.Weak;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * Where the content lies: a bucket that the facade creates, or one of the user's. Only a created one takes options.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html">Security best
 *     practices for S3</a>
 */
public abstract sealed class ContentBucket permits ContentBucket.Created, ContentBucket.Existing {

    private static final String BUCKET = "bucket";
    private static final String SERVICE = "CloudFront";

    private ContentBucket() {}

    /**
     * A new bucket: private, public access blocked, owned by its account alone, TLS only, encrypted by S3, kept when
     * the stack is deleted. Uploads that were never finished are removed after seven days.
     *
     * @return the choice, with options
     */
    public static Created created() {
        return new Created(null, null, null, null, null, RemovalPolicy.RETAIN);
    }

    /**
     * {@return a bucket of the user's: of the same stack, of another, or imported}
     *
     * <p>One that is encrypted with the AWS managed key {@code aws/s3} is refused when the distribution is built:
     * nobody can let CloudFront use that key. Import a bucket that is encrypted with a key of yours together with the
     * key ({@code Bucket.fromBucketAttributes}), so that the key's owner is told too.
     *
     * @param bucket not one that is set up as a website: those endpoints cannot use origin access control
     */
    public static ContentBucket of(IBucket bucket) {
        Check.present("bucket", bucket);
        return new Existing(bucket, null);
    }

    /**
     * The same bucket, its whole policy written in a stack of its own account and region: for a distribution whose
     * stack is another, in whatever region or account. The policy refuses plain HTTP and names the exact distribution
     * from the first deployment on, which the bucket's own stack cannot: the distribution needs the bucket's host, and
     * that stack would need the distribution's id. So the stack is deployed after the distribution's, which is deployed
     * after the bucket's.
     *
     * <pre>{@code
     * ContentBucket.of(masters).policyIn(access)
     * }</pre>
     *
     * <p>For a bucket of the app, or an imported one, that has no policy yet: a bucket has one. A KMS key has its
     * policy in itself, which no other stack can write, so that the key of a bucket of another stack admits any
     * distribution of the account until {@link FileStoreBuilder#deployedDistributionId}.
     *
     * @param stack of the bucket's account and region
     * @return a new choice
     * @throws IllegalArgumentException {@code policyIn: must be said of a bucket that is there already …},
     *     {@code policyIn: must be a stack of the bucket's account and region …}, {@code policyIn: must be another
     *     stack than the bucket's …} or {@code policyIn: must be said of a bucket that has no policy yet …}; when the
     *     distribution is built, {@code policyIn: must stand beside origin access control …}
     */
    public ContentBucket policyIn(Stack stack) {
        Check.present("stack", stack);
        throw Check.refusal(
                "policyIn: must be said of a bucket that is there already, since a new one is beside the distribution",
                this,
                "leave policyIn(…) out, or use ContentBucket.of(…)");
    }

    /** Refuses what this bucket cannot be used for; called before the first construct is made. */
    abstract void check(S3Access access, Placement at);

    private static void checkKey(@Nullable IKey key, S3Access access) {
        Check.that(
                key == null || !access.admitsIdentity(),
                "originAccess: must be ORIGIN_ACCESS_CONTROL for a bucket encrypted with a KMS key",
                access,
                "remove the originAccess option");
    }

    /** Whether it is that bucket. */
    boolean isOf(IBucket other) {
        return false;
    }

    /** Empty or a token where it is known at deployment only. */
    abstract String region(Placement facade);

    /** The bucket, with rules for pages on other domains if there are any. */
    abstract LocatedBucket in(Placement facade, Optional<Cors> cors);

    /** The same with content deleted by its age, where that can be said. */
    abstract ContentBucket expiring(Duration age);

    /** A bucket that the facade creates. */
    public static final class Created extends ContentBucket {

        private static final Duration UNFINISHED = Duration.ofDays(7);

        /** Bytes: no manifest and no init segment is larger, and hardly a segment smaller. */
        private static final String LARGEST_KEPT = "10240";

        private final @Nullable IKey key;
        private final @Nullable Duration oldVersions;
        private final @Nullable Duration contents;
        private final @Nullable Replication replication;
        private final @Nullable ServerLogs serverLogs;
        private final RemovalPolicy removal;

        private Created(
                @Nullable IKey key,
                @Nullable Duration oldVersions,
                @Nullable Duration contents,
                @Nullable Replication replication,
                @Nullable ServerLogs serverLogs,
                RemovalPolicy removal) {
            this.key = key;
            this.oldVersions = oldVersions;
            this.contents = contents;
            this.replication = replication;
            this.serverLogs = serverLogs;
            this.removal = removal;
        }

        /**
         * Encrypted with a key of the user's (SSE-KMS with a bucket key, which keeps the number of calls to KMS low).
         *
         * <p>The key's policy lets any distribution of the account decrypt until
         * {@link FileStoreBuilder#deployedDistributionId} says which: the exact one in the first deployment would close
         * a cycle (the key would need the distribution's id, the distribution the bucket's host, and the bucket its
         * key), and a key has its policy in itself, so that no later stack can write it. The bucket's policy names the
         * exact distribution all the same, so that no other can read an object.
         *
         * @param key of the bucket's region; its policy is told to let CloudFront decrypt
         * @return a new choice
         * @throws IllegalArgumentException when the bucket is made, {@code encryptedWith: must be a key of the region
         *     …}
         */
        public Created encryptedWith(IKey key) {
            Check.present("key", key);
            return new Created(key, oldVersions, contents, replication, serverLogs, removal);
        }

        /**
         * Keeps what is overwritten or deleted for a while.
         *
         * @param keepOldVersions whole days, at least one
         * @return a new choice
         * @throws IllegalArgumentException {@code keepOldVersions: must be whole days …}, or {@code keepOldVersions:
         *     must not outlive …} together with a shorter {@link #expireAfter}
         */
        public Created versioned(Duration keepOldVersions) {
            Check.present("keepOldVersions", keepOldVersions);
            return new Created(
                            key,
                            Check.days("keepOldVersions", keepOldVersions),
                            contents,
                            replication,
                            serverLogs,
                            removal)
                    .checked();
        }

        /**
         * Deletes media by its age: files of more than 10 KiB. What is smaller stays, since encoders write init
         * segments and the multivariant playlist once, when they start: without them, a channel that runs for longer
         * than this age would be dark for every new viewer. What stays costs next to nothing.
         *
         * @param age whole days since the upload, at least one
         * @return a new choice
         * @throws IllegalArgumentException {@code expireAfter: must be whole days …}, or {@code keepOldVersions: must
         *     not outlive …} together with a longer {@link #versioned}
         */
        public Created expireAfter(Duration age) {
            Check.present("age", age);
            return new Created(key, oldVersions, Check.days("expireAfter", age), replication, serverLogs, removal)
                    .checked();
        }

        /**
         * {@return the same, with something else than retention when the stack is deleted}
         *
         * @param policy the choice
         */
        public Created removalPolicy(RemovalPolicy policy) {
            Check.present("policy", policy);
            return new Created(key, oldVersions, contents, replication, serverLogs, policy);
        }

        /**
         * S3 copies each object to a second bucket, and deletes there what is deleted here: otherwise a film that was
         * taken down would come from the second bucket, which is asked for what is missing. {@code failover(replica)}
         * of the facade has CloudFront ask it. A role for it is created beside the bucket, and both buckets keep
         * versions, here for a day unless {@link #versioned} says for how long.
         *
         * <p>What is there before the rule is not copied, and deletion by age ({@link #expireAfter}) neither: say that
         * of both.
         *
         * @param replica with versions, for example made by {@link #define} in a stack of the second region, which is
         *     then deployed first; encrypted with a KMS key of its region where this one is encrypted with a key
         * @return a new choice
         * @throws IllegalArgumentException {@code replicatedTo: must be a bucket with versions …}, or when the bucket
         *     is made, {@code replicatedTo: must be a bucket that is encrypted with a key …}
         * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html">Replicating objects</a>
         */
        public Created replicatedTo(IBucket replica) {
            Check.present("replica", replica);
            return new Created(key, oldVersions, contents, Replication.to(replica), serverLogs, removal);
        }

        /**
         * S3's own log of who asked the bucket for what, beside CloudFront's: uploads, deletions, and requests that
         * came past CloudFront. Into a bucket that is made beside this one, where each file stays for 90 days.
         *
         * @return a new choice
         * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html">Logging requests with
         *     server access logging</a>
         */
        public Created serverAccessLogs() {
            return new Created(key, oldVersions, contents, replication, ServerLogs.BESIDE, removal);
        }

        /**
         * The same into a bucket of the user's, whose policy lets S3 write: that of the app is told, the owner of an
         * imported one is told what to add.
         *
         * @param logs in the region and account of the bucket, encrypted by S3 and not with a key
         * @param prefix with which the names of the files begin, for example {@code films/}; may be empty
         * @return a new choice
         * @throws IllegalArgumentException when the bucket is made, {@code serverAccessLogs: must be a bucket that S3
         *     encrypts itself …} or {@code serverAccessLogs: must be a bucket of the region …}
         */
        public Created serverAccessLogs(IBucket logs, String prefix) {
            Check.present("logs", logs);
            Check.present("prefix", prefix);
            return new Created(key, oldVersions, contents, replication, new ServerLogs(logs, prefix), removal);
        }

        /**
         * Makes the bucket alone, as a facade would: the replica in a stack of a second region.
         *
         * @param scope where it goes
         * @param id its name there
         * @return the bucket
         */
        public Bucket define(Construct scope, String id) {
            Check.present("scope", scope);
            Check.present("id", id);
            Placement at = Placement.of(scope);
            check(S3Access.ORIGIN_ACCESS_CONTROL, at);
            return define(at, id, Optional.empty());
        }

        @Override
        ContentBucket expiring(Duration age) {
            return expireAfter(age);
        }

        @Override
        void check(S3Access access, Placement at) {
            checkKey(key, access);
            ManagedKey.refuse(BUCKET, key, SERVICE);
            if (key != null) {
                String its = Home.knownRegionOf(key);
                Check.that(
                        !KnownArn.differ(its, at.knownRegion()),
                        "encryptedWith: must be a key of the region of the bucket, which is in the distribution's stack",
                        its,
                        "give a key of " + at.knownRegion()
                                + ", or make the bucket in the key's region and give it with" + " ContentBucket.of(…)");
            }
            if (replication != null) {
                replication.check(key);
            }
            if (serverLogs != null) {
                serverLogs.check(at);
            }
        }

        @Override
        String region(Placement facade) {
            return facade.region();
        }

        @Override
        LocatedBucket in(Placement facade, Optional<Cors> cors) {
            return new LocatedBucket(define(facade, "Bucket", cors), key, LocatedBucket.Place.SAME_STACK, null);
        }

        private Bucket define(Placement facade, String id, Optional<Cors> cors) {
            Bucket.Builder bucket = Bucket.Builder.create(facade.scope(), id)
                    .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                    .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                    .enforceSsl(true)
                    .encryption(key == null ? BucketEncryption.S3_MANAGED : BucketEncryption.KMS)
                    .encryptionKey(key)
                    .bucketKeyEnabled(key == null ? null : true)
                    .versioned(kept() == null ? null : true)
                    .lifecycleRules(lifecycle())
                    .removalPolicy(removal);
            cors.ifPresent(rules -> bucket.cors(List.of(rules.bucketRule())));
            if (replication != null) {
                bucket.replicationRules(List.of(replication.rule(facade)));
            }
            Bucket made = bucket.build();
            if (serverLogs != null) {
                serverLogs.of(made, id, facade);
            }
            if (key != null) {
                referWeakly(made, key, facade);
            }
            if (contents != null && made.getNode().getDefaultChild() instanceof CfnBucket resource) {
                // The schema has a text here, and the CDK writes a number, which its own validation finds.
                int rule = lifecycle().size() - 1;
                resource.addPropertyOverride(
                        "LifecycleConfiguration.Rules." + rule + ".ObjectSizeGreaterThan", LARGEST_KEPT);
            }
            return made;
        }

        /** A key of another stack need not stay for this bucket's sake when the bucket is given another one. */
        private static void referWeakly(Bucket made, IKey key, Placement facade) {
            String own = "";
            String arn = Weak.from(key, CfnKey.class, CfnKey::getAttrArn, own, facade);
            if (!arn.equals(own) && made.getNode().getDefaultChild() instanceof CfnBucket resource) {
                resource.setBucketEncryption(CfnBucket.BucketEncryptionProperty.builder()
                        .serverSideEncryptionConfiguration(List.of(CfnBucket.ServerSideEncryptionRuleProperty.builder()
                                .bucketKeyEnabled(true)
                                .serverSideEncryptionByDefault(CfnBucket.ServerSideEncryptionByDefaultProperty.builder()
                                        .sseAlgorithm("aws:kms")
                                        .kmsMasterKeyId(arn)
                                        .build())
                                .build()))
                        .build());
            }
        }

        /** For how long what was overwritten stays; replication needs versions, whoever keeps them. */
        private @Nullable Duration kept() {
            return replication != null && oldVersions == null ? Replication.KEPT : oldVersions;
        }

        private List<LifecycleRule> lifecycle() {
            List<LifecycleRule> rules = new ArrayList<>();
            rules.add(LifecycleRule.builder()
                    .abortIncompleteMultipartUploadAfter(Seconds.of(UNFINISHED))
                    .build());
            Duration kept = kept();
            if (kept != null) {
                rules.add(LifecycleRule.builder()
                        .noncurrentVersionExpiration(Seconds.of(kept))
                        .build());
            }
            if (contents != null) {
                rules.add(
                        LifecycleRule.builder().expiration(Seconds.of(contents)).build());
            }
            return rules;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Created that
                    && Objects.equals(key, that.key)
                    && Objects.equals(oldVersions, that.oldVersions)
                    && Objects.equals(contents, that.contents)
                    && Objects.equals(replication, that.replication)
                    && Objects.equals(serverLogs, that.serverLogs)
                    && removal == that.removal;
        }

        @Override
        public int hashCode() {
            return Objects.hash(key, oldVersions, contents, replication, serverLogs, removal);
        }

        @Override
        public String toString() {
            return "a new bucket";
        }

        private Created checked() {
            if (oldVersions != null && contents != null) {
                Check.that(
                        oldVersions.compareTo(contents) <= 0,
                        "keepOldVersions: must not outlive the content itself (expireAfter)",
                        oldVersions,
                        "keep old versions for at most as long as the content");
            }
            return this;
        }
    }

    /** A bucket of the user's. */
    static final class Existing extends ContentBucket {

        /** A rule serves all distributions of a bucket. */
        private static final Map<Bucket, Set<Cors>> ADDED = Collections.synchronizedMap(new WeakHashMap<>());

        private final IBucket bucket;
        private final @Nullable Stack policyStack;

        private Existing(IBucket bucket, @Nullable Stack policyStack) {
            this.bucket = bucket;
            this.policyStack = policyStack;
        }

        @Override
        public ContentBucket policyIn(Stack stack) {
            Check.present("stack", stack);
            Placement there = Placement.of(stack);
            ResourceEnvironment place = bucket.getEnv();
            Check.that(
                    !KnownArn.differ(place.getRegion(), there.knownRegion())
                            && !KnownArn.differ(place.getAccount(), there.knownAccount()),
                    "policyIn: must be a stack of the bucket's account and region",
                    stack.getNode().getPath(),
                    "make a stack with the environment of " + bucket.getNode().getPath());
            boolean defined = bucket.getNode().getDefaultChild() != null;
            Check.that(
                    !defined || !stack.equals(bucket.getStack()),
                    "policyIn: must be another stack than the bucket's, which is deployed before the distribution",
                    stack.getNode().getPath(),
                    "make a stack of its own for the policy");
            Check.that(
                    bucket.getPolicy() == null,
                    "policyIn: must be said of a bucket that has no policy yet, since a bucket has one",
                    bucket.getNode().getPath(),
                    "leave enforceSSL and addToResourcePolicy(…) out (plain HTTP is refused by this policy too), or"
                            + " leave policyIn(…) out");
            return new Existing(bucket, stack);
        }

        @Override
        ContentBucket expiring(Duration age) {
            throw Check.refusal(
                    "expireAfter: must be set on the bucket itself where it is the user's",
                    age,
                    "add a lifecycle rule to the bucket");
        }

        @Override
        void check(S3Access access, Placement at) {
            if (Boolean.TRUE.equals(bucket.getIsWebsite())) {
                Check.that(
                        false,
                        "bucket: must not be set up as a website, whose endpoint cannot use origin access control",
                        bucket.getNode().getPath(),
                        "remove the website configuration; use defaultRootObject(…) and errorCaching(…) instead");
            }
            if (access.admitsIdentity()) {
                checkKey(bucket.getEncryptionKey(), access);
                Check.that(
                        policyStack == null,
                        "policyIn: must stand beside origin access control, since an identity is for every distribution of"
                                + " the account",
                        access,
                        "leave policyIn(…) out, or remove the originAccess option");
            }
            ManagedKey.refuse(BUCKET, bucket, SERVICE, at);
        }

        @Override
        String region(Placement facade) {
            return bucket.getEnv().getRegion();
        }

        @Override
        LocatedBucket in(Placement facade, Optional<Cors> cors) {
            cors.ifPresent(rules -> add(rules, facade));
            return policyStack == null
                    ? LocatedBucket.of(bucket, facade)
                    : LocatedBucket.withPolicyIn(policyStack, bucket, facade);
        }

        private void add(Cors rules, Placement facade) {
            if (bucket instanceof Bucket own) {
                if (ADDED.computeIfAbsent(own, unused -> new HashSet<>()).add(rules)) {
                    own.addCorsRule(rules.bucketRule());
                }
            } else {
                Warnings.tellOwner(
                        facade,
                        new Warnings.Untold(
                                "s3-bucket-cors",
                                "The CORS rules of an imported bucket were not written, so that preflights fail.",
                                rules.bucketRuleAsJson(),
                                rules::bucketRuleAsJson,
                                "BucketCorsRule"));
            }
        }

        @Override
        boolean isOf(IBucket other) {
            return bucket.equals(other);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Existing that
                    && bucket.equals(that.bucket)
                    && Objects.equals(policyStack, that.policyStack);
        }

        @Override
        public int hashCode() {
            return Objects.hash(bucket, policyStack);
        }

        @Override
        public String toString() {
            return "the user's bucket";
        }
    }
}
