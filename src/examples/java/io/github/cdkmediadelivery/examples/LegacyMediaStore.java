package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.MediaContainer;
import io.github.cdkmediadelivery.MediaStoreAccess;
import io.github.cdkmediadelivery.MediaStoreOriginDistribution;
import io.github.cdkmediadelivery.SecretHeader;
import java.time.Duration;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * For who keeps a template from the time when AWS ran MediaStore, once with origin access control and once with a
 * secret {@code Referer}. AWS ended the service on 13 November 2025, so that it can be synthesized and not be deployed:
 * see {@link S3Live}.
 */
public final class LegacyMediaStore extends Stack {

    /**
     * Defines the stack.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public LegacyMediaStore(Construct scope, String id) {
        super(scope, id);
        MediaStoreOriginDistribution live = MediaStoreOriginDistribution.Builder.create(this, "Live")
                .comment("Live stream")
                .container(MediaContainer.created().accessLogging().containerMetrics())
                .expireAfter(Duration.ofDays(1))
                .cors(CorsRules.anyOrigin())
                .build();

        SecretHeader referer =
                SecretHeader.Builder.create(this, "Referer", "Referer").build();
        MediaStoreOriginDistribution secret = MediaStoreOriginDistribution.Builder.create(this, "Secret")
                .comment("Live stream, known by a secret header")
                .container(MediaContainer.created().accessLogging().containerMetrics())
                .expireAfter(Duration.ofDays(1))
                .cors(CorsRules.anyOrigin())
                .originAccess(MediaStoreAccess.secretHeader(referer))
                .build();

        CfnOutput.Builder.create(this, "Url")
                .value(live.getPlaybackUrl("channel/index.m3u8"))
                .build();
        CfnOutput.Builder.create(this, "SecretUrl")
                .value(secret.getPlaybackUrl("channel/index.m3u8"))
                .build();

        AcceptedFindings.ofMediaStore(this);
        AcceptedFindings.ofSample(live.getDistribution());
        AcceptedFindings.ofSample(secret.getDistribution());
    }
}
