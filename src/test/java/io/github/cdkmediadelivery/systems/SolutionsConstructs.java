package io.github.cdkmediadelivery.systems;

import io.github.cdkmediadelivery.AccessLogs;
import io.github.cdkmediadelivery.ContentBucket;
import io.github.cdkmediadelivery.ContentKind;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.MediaContainer;
import io.github.cdkmediadelivery.MediaStoreAccess;
import io.github.cdkmediadelivery.MediaStoreOriginDistribution;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import io.github.cdkmediadelivery.SecretHeader;
import java.time.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * AWS Solutions Constructs: {@code aws-cloudfront-s3} and {@code aws-cloudfront-mediastore}, each twice in one stack,
 * since an app has more than one.
 *
 * @see <a href="https://docs.aws.amazon.com/solutions/latest/constructs/aws-cloudfront-s3.html">aws-cloudfront-s3</a>
 * @see <a href="https://docs.aws.amazon.com/solutions/latest/constructs/aws-cloudfront-mediastore.html">
 *     aws-cloudfront-mediastore</a>
 */
final class SolutionsConstructs {

    private static final StackProps IN_IRELAND = StackProps.builder()
            .env(Environment.builder()
                    .account("111122223333")
                    .region("eu-west-1")
                    .build())
            .build();

    private SolutionsConstructs() {}

    /** Encrypted by a key, with versions, security headers and logs; two distributions share the key. */
    static void films(Construct scope) {
        Stack stack = new Stack(scope, "Films", IN_IRELAND);
        Key key = Key.Builder.create(stack, "Key").enableKeyRotation(true).build();
        for (String id : new String[] {"One", "Two"}) {
            S3OacVodDistribution.Builder.create(stack, id)
                    .bucket(ContentBucket.created().encryptedWith(key).versioned(Duration.ofDays(90)))
                    .contentBehavior(
                            ContentKind.ALL,
                            AddBehaviorOptions.builder()
                                    .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
                                    .build())
                    .accessLogs(AccessLogs.toS3())
                    .build();
        }
    }

    /** With logs, metrics, CORS and deletion by age; one known by its signature, one by a secret {@code User-Agent}. */
    static void stores(Construct scope) {
        Stack stack = new Stack(scope, "Stores", IN_IRELAND);
        store(stack, "Signed").build();
        store(stack, "Secret")
                .originAccess(
                        MediaStoreAccess.secretHeader(SecretHeader.Builder.create(stack, "UserAgent", "User-Agent")
                                .build()))
                .build();
    }

    private static MediaStoreOriginDistribution.Builder store(Stack stack, String id) {
        return MediaStoreOriginDistribution.Builder.create(stack, id)
                .container(MediaContainer.created().accessLogging().containerMetrics())
                .expireAfter(Duration.ofDays(30))
                .cors(CorsRules.anyOrigin())
                .accessLogs(AccessLogs.toS3());
    }
}
