package io.github.cdkmediadelivery;

/**
 * Whether the {@code sequence} of ads in a VAST response is their order.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-mediatailor-playbackconfiguration-vastresponse.html">VastResponse</a>
 */
public enum AdSequence {
    /** It is. */
    FOLLOWED("FOLLOW_AD_SEQUENCE"),
    /** It is not: they come as they stand in the response. */
    IGNORED("IGNORE_AD_SEQUENCE"),
    /** It is, in live streams alone. */
    FOLLOWED_LIVE("FOLLOW_AD_SEQUENCE_ONLY_LIVE"),
    /** It is, in films alone. */
    FOLLOWED_ON_DEMAND("FOLLOW_AD_SEQUENCE_ONLY_VOD");

    private final String mode;

    AdSequence(String mode) {
        this.mode = mode;
    }

    String mode() {
        return mode;
    }
}
