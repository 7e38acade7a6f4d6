package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.PackagerAccess;
import io.github.cdkmediadelivery.PackagerDistribution;
import io.github.cdkmediadelivery.PackagerOrigin;
import io.github.cdkmediadelivery.SecretHeader;
import java.time.Duration;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * For who packages films just in time with something that is not AWS's: a packager in the own data centre or a third
 * party's, of which one folder is for viewers. CloudFront shows it a secret header.
 *
 * <p>Context: {@code -c packagerHost=HOST}; without it a sample that belongs to nobody. The output names the secret,
 * whose JSON field {@code value} the packager must demand in {@code X-Origin-Verify}.
 */
public final class JustInTimePackager extends Stack {

    /**
     * Defines the stack.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public JustInTimePackager(Construct scope, String id) {
        super(scope, id);
        Object host = getNode().tryGetContext("packagerHost");
        SecretHeader header = SecretHeader.Builder.create(this, "OriginVerify", "X-Origin-Verify")
                .build();

        PackagerDistribution delivery = PackagerDistribution.Builder.create(this, "Delivery")
                .comment("Films from a packager of our own")
                .origin(PackagerOrigin.at(
                                host == null ? "packager.example.com" : host.toString(),
                                PackagerAccess.secretHeader(header))
                        .folder("/vod")
                        .manifests("*.m3u8", "*.mpd")
                        .queryStrings("start", "end")
                        .manifestTtl(Duration.ofMinutes(5))
                        .build())
                .cors(CorsRules.anyOrigin())
                .build();

        AcceptedFindings.ofSample(delivery.getDistribution());
        CfnOutput.Builder.create(this, "PlaybackUrl")
                .value(delivery.getPlaybackUrl("vod/film/index.m3u8"))
                .build();
        CfnOutput.Builder.create(this, "OriginVerifySecret")
                .description("What the packager must demand: the secret's ARN")
                .value(header.getSecrets().get(0).getSecretArn())
                .build();
    }
}
