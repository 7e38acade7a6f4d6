package io.github.cdkmediadelivery.examples;

import static io.github.cdkmediadelivery.examples.AcceptedFindings.READ_BY_CLOUDFRONT;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.accept;

import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.S3LiveDistribution;
import java.time.Duration;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * For who has an encoder that writes a live stream into a bucket: what {@link LegacyMediaStore} becomes. It deploys as
 * it stands, with a role for the encoder.
 */
public final class S3Live extends Stack {

    /**
     * Defines the stack.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public S3Live(Construct scope, String id) {
        super(scope, id);
        S3LiveDistribution live = S3LiveDistribution.Builder.create(this, "Live")
                .comment("Live stream")
                .expireAfter(Duration.ofDays(1))
                .cors(CorsRules.anyOrigin())
                .build();

        Role encoder = Role.Builder.create(this, "Encoder")
                .assumedBy(new ServicePrincipal("medialive.amazonaws.com"))
                .build();
        live.getBucket().grantPut(encoder, "channel/*");
        CfnOutput.Builder.create(this, "Url")
                .value(live.getPlaybackUrl("channel/index.m3u8"))
                .build();

        AcceptedFindings.ofSample(live.getDistribution());
        accept(live.getBucket(), READ_BY_CLOUDFRONT);
        AcceptedFindings.ofEncoder(encoder, live.getBucket(), "channel/");
    }
}
