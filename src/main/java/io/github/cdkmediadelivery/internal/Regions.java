package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which regions have what; state of November 2026. A region that AWS adds is added here. */
public final class Regions {

    /**
     * Those with a regional edge cache, where Origin Shield is.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html#choose-origin-shield-region">Choose
     *     the region for Origin Shield</a>
     */
    private static final SortedSet<String> ORIGIN_SHIELD = new TreeSet<>(List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "eu-central-1",
            "eu-west-1",
            "eu-west-2",
            "me-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-2"));

    /** What that guide names for an origin in a region without it. */
    private static final Map<String, String> NEAREST_SHIELD = Map.of(
            "af-south-1", "eu-west-1",
            "ap-east-1", "ap-southeast-1",
            "ca-central-1", "us-east-1",
            "eu-north-1", "eu-west-2",
            "eu-south-1", "eu-central-1",
            "eu-west-3", "eu-west-2",
            "me-south-1", "ap-south-1",
            "us-west-1", "us-west-2");

    private static final Pattern HOST =
            Pattern.compile("\\.([a-z]{2}(?:-[a-z]+)+-[0-9]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)$");

    /**
     * Those that an account has to enable.
     *
     * @see <a href="https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html">Enable or disable
     *     regions</a>
     */
    private static final Set<String> OPT_IN = Set.of(
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-south-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-west-1",
            "eu-central-2",
            "eu-south-1",
            "eu-south-2",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1");

    private Regions() {}

    /** Whether the region is none that every account has. */
    static boolean isOptIn(String region) {
        return OPT_IN.contains(region);
    }

    /** A region that has Origin Shield. */
    public static String withOriginShield(String region) {
        Check.region("originShieldRegion", region);
        String nearest = NEAREST_SHIELD.get(region);
        Check.that(
                Check.isToken(region) || ORIGIN_SHIELD.contains(region),
                "originShieldRegion: must be a region that has Origin Shield",
                region,
                nearest != null
                        ? "use '" + nearest + "', which AWS names for origins in it"
                        : "use the one with the lowest latency to the origin of " + String.join(", ", ORIGIN_SHIELD));
        return region;
    }

    /** The one of Origin Shield that AWS names for an origin in a region. */
    static String nearestOriginShield(String region) {
        String nearest = ORIGIN_SHIELD.contains(region) ? region : NEAREST_SHIELD.get(region);
        if (nearest == null) {
            throw Check.refusal(
                    "originShield: must be for an origin in a region for which AWS names one",
                    region.isEmpty() || Check.isToken(region) ? "a region that is known at deployment only" : region,
                    "name the one with the lowest latency to the origin with originShieldRegion(…)");
        }
        return nearest;
    }

    /** The region in the name of a host of AWS's; empty where there is none, or where the name is not known. */
    public static String ofHost(String host) {
        Matcher found = HOST.matcher(host);
        return found.find() ? found.group(1) : "";
    }

    /** MediaTailor's hosts are those of the commercial partition, the only one that it is in. */
    public static void checkMediaTailor(String region) {
        Check.that(
                !region.startsWith("cn-") && !region.startsWith("us-gov-") && !region.contains("-iso"),
                "mediaTailorRegion: must be a region of the partition aws, where MediaTailor is",
                region,
                "use for example 'eu-west-1'");
    }
}
