package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.internal.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The addresses from which CloudFront asks origins, read from AWS's {@code ip-ranges.json}.
 *
 * <p>For the {@code Whitelist} of a MediaPackage v1 endpoint. The list proves that a request comes from <em>some</em>
 * CloudFront distribution, not from yours: use it beside CDN authorization, not in its place. AWS announces changes on
 * the SNS topic {@code arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged}; the endpoint must then be deployed
 * anew.
 *
 * <p>Only ranges of the service {@code CLOUDFRONT_ORIGIN_FACING} are taken: those of {@code CLOUDFRONT} are the edges
 * that viewers talk to.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html">AWS IP address ranges</a>
 */
public final class CloudFrontAddressRanges extends Value<List<String>> {

    private static final String OPTION = "ipRanges";
    private static final String SERVICE = "CLOUDFRONT_ORIGIN_FACING";
    private static final String FIX = "download AWS's ip-ranges.json anew";
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}");

    private CloudFrontAddressRanges(List<String> ipv4) {
        super(ipv4);
    }

    /**
     * Reads the file; the library itself never fetches it, so that a synthesis gives the same template twice.
     *
     * @param file a copy of {@code https://ip-ranges.amazonaws.com/ip-ranges.json}
     * @return the ranges
     * @throws IllegalArgumentException {@code ipRanges: must be AWS's ip-ranges.json …} for a file that is none
     */
    public static CloudFrontAddressRanges fromFile(Path file) {
        Check.present("file", file);
        JsonNode prefixes = read(file).path("prefixes");
        Check.that(prefixes.isArray(), OPTION + ": must be AWS's ip-ranges.json with a list 'prefixes'", file, FIX);
        TreeSet<String> found = StreamSupport.stream(prefixes.spliterator(), false)
                .filter(prefix -> SERVICE.equals(prefix.path("service").asText()))
                .map(prefix -> prefix.path("ip_prefix").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Check.that(!found.isEmpty(), OPTION + ": must hold ranges of " + SERVICE, file, FIX);
        for (String range : found) {
            Check.that(IPV4.matcher(range).matches(), OPTION + ": must hold IPv4 ranges as ip_prefix", range, FIX);
        }
        return new CloudFrontAddressRanges(List.copyOf(found));
    }

    /**
     * The IPv4 ranges, sorted, each once. MediaPackage v1 takes no other.
     *
     * @return for example {@code 120.52.22.96/27}
     */
    public List<String> ipv4() {
        return chosen();
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    OPTION + ": must be AWS's ip-ranges.json, got '" + file + "'; " + FIX, e);
        }
    }
}
