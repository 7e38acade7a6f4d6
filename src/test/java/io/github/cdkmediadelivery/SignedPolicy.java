package io.github.cdkmediadelivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What CloudFront does with a signed URL or with signed cookies, by its documentation.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html">Use
 *     signed URLs</a>
 */
record SignedPolicy(String policy, String signature, String keyPairId) {

    private static final Set<String> PARAMETERS = Set.of("Expires", "Policy", "Signature", "Key-Pair-Id");

    /** The request whose signature stands in its own query string. */
    static SignedPolicy ofUrl(String url) {
        var parameters = parameters(url);
        var policy = parameters.containsKey("Policy")
                ? new String(decoded(parameters.get("Policy")), UTF_8)
                : canned(unsigned(url), parameters.get("Expires"));
        return new SignedPolicy(policy, parameters.get("Signature"), parameters.get("Key-Pair-Id"));
    }

    /** What a browser sends once it has been given these {@code Set-Cookie} values. */
    static SignedPolicy ofCookies(List<String> cookies) {
        var values = cookies.stream()
                .map(cookie -> cookie.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new SignedPolicy(
                new String(decoded(values.get("CloudFront-Policy")), UTF_8),
                values.get("CloudFront-Signature"),
                values.get("CloudFront-Key-Pair-Id"));
    }

    /** The URL of the file itself, without what the signer added. */
    static String unsigned(String url) {
        var question = url.indexOf('?');
        if (question < 0) {
            return url;
        }
        var others = Arrays.stream(url.substring(question + 1).split("&", -1))
                .filter(parameter -> !PARAMETERS.contains(parameter.split("=", 2)[0]))
                .collect(Collectors.joining("&"));
        return url.substring(0, question) + (others.isEmpty() ? "" : "?" + others);
    }

    /** The same signature beside another policy. */
    SignedPolicy saying(String other) {
        return new SignedPolicy(other, signature, keyPairId);
    }

    boolean admits(Map<String, PublicKey> trusted, String url, Instant at, String address) {
        var key = trusted.get(keyPairId);
        return key != null && isSignedBy(key) && allows(url, at, address);
    }

    private boolean isSignedBy(PublicKey key) {
        try {
            var verifier = Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA1withRSA" : "SHA1withECDSA");
            verifier.initVerify(key);
            verifier.update(policy.getBytes(UTF_8));
            return verifier.verify(decoded(signature));
        } catch (GeneralSecurityException noSignatureOfThisKind) {
            return false;
        }
    }

    private boolean allows(String url, Instant at, String address) {
        var statement = json(policy).path("Statement").path(0);
        var condition = statement.path("Condition");
        long now = at.getEpochSecond();
        return wildcard(statement.path("Resource").asText()).matcher(url).matches()
                && now < condition.at("/DateLessThan/AWS:EpochTime").asLong()
                && now > condition.at("/DateGreaterThan/AWS:EpochTime").asLong(0)
                && inRange(address, condition.at("/IpAddress/AWS:SourceIp").asText("0.0.0.0/0"));
    }

    /** {@code *} stands for any number of characters, {@code ?} for one; a canned policy knows neither. */
    private static Pattern wildcard(String resource) {
        return Pattern.compile(resource.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    }

    private static boolean inRange(String address, String range) {
        var parts = range.isEmpty() ? new String[] {"0.0.0.0", "0"} : range.split("/", 2);
        int free = 32 - (parts.length == 2 ? Integer.parseInt(parts[1]) : 32);
        return bits(address) >>> free == bits(parts[0]) >>> free;
    }

    private static long bits(String ipv4) {
        return Arrays.stream(ipv4.split("\\.", -1)).mapToLong(Long::parseLong).reduce(0, (all, one) -> all << 8 | one);
    }

    private static String canned(String url, String expires) {
        return "{\"Statement\":[{\"Resource\":\"" + url + "\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":"
                + expires + "}}}]}";
    }

    private static Map<String, String> parameters(String url) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : url.substring(url.indexOf('?') + 1).split("&", -1)) {
            var pair = parameter.split("=", 2);
            parameters.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return parameters;
    }

    /** CloudFront's own alphabet: what would have a meaning in a URL is written otherwise. */
    private static byte[] decoded(String text) {
        return Base64.getDecoder()
                .decode(text.replace('-', '+').replace('_', '=').replace('~', '/'));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
