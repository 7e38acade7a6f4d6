package io.github.cdkmediadelivery.internal;

/**
 * An ARN, as far as its text is known before the deployment: a token can stand for all of it, or for a part.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Identify AWS resources with
 *     ARNs</a>
 */
public record KnownArn(String text) {

    private static final int PARTS = 6;
    private static final int REGION = 3;
    private static final int ACCOUNT = 4;

    /** Empty where it is not known, or where the service has none. */
    public String region() {
        return part(REGION);
    }

    /** Empty where it is not known, or where the service has none. */
    public String account() {
        return part(ACCOUNT);
    }

    /** Partition, service, region and account: two that are known and differ are two places. */
    public String home() {
        String[] parts = text.split(":", PARTS);
        return parts.length < PARTS ? "" : text.substring(0, text.length() - parts[PARTS - 1].length() - 1);
    }

    /** Whether it is surely of another region or account than a stack. */
    public boolean isElsewhere(Placement at) {
        return differ(account(), at.knownAccount()) || differ(region(), at.knownRegion());
    }

    /** Whether two places are known, and are two. */
    public static boolean differ(String one, String other) {
        return isKnown(one) && isKnown(other) && !one.equals(other);
    }

    private static boolean isKnown(String part) {
        return !part.isEmpty() && !Check.isToken(part);
    }

    private String part(int index) {
        String[] parts = text.split(":", PARTS);
        return parts.length < PARTS || Check.isToken(parts[index]) ? "" : parts[index];
    }
}
