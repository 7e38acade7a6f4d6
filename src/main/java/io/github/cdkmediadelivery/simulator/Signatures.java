package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a viewer shows a signature of a trusted key: in the URL or in cookies, with a canned or a custom policy.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html">Use
 *     signed URLs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-cookies.html">Use
 *     signed cookies</a>
 */
final class Signatures {

    /** Taken off before the request is looked at further. */
    static final Set<String> PARAMETERS = Set.of("Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COOKIE = "CloudFront-";
    private static final int BYTE = 8;

    private final Map<String, Set<String>> keysOfGroup = new HashMap<>();
    private final Map<String, String> pems = new HashMap<>();

    Signatures(CloudAssembly assembly) {
        assembly.templates().values().forEach(in -> {
            in.resources("AWS::CloudFront::PublicKey")
                    .forEach((id, properties) -> pems.put(
                            reference(assembly, in, id),
                            assembly.value(in, properties)
                                    .at("/PublicKeyConfig/EncodedKey")
                                    .asText()));
            in.resources("AWS::CloudFront::KeyGroup").forEach((id, properties) -> {
                Set<String> keys = new HashSet<>();
                assembly.value(in, properties).at("/KeyGroupConfig/Items").forEach(key -> keys.add(key.asText()));
                keysOfGroup.put(reference(assembly, in, id), keys);
            });
        });
    }

    Set<String> keyIds() {
        return Set.copyOf(pems.keySet());
    }

    private static String reference(CloudAssembly assembly, Template in, String id) {
        return assembly.value(in, JSON.createObjectNode().put("Ref", id)).asText();
    }

    /** Why the request is refused; nothing where it shows what it must. */
    Optional<String> refusal(Behavior behavior, EdgeRequest request, Instant now) {
        Map<String, String> shown = shown(request);
        String keyPairId = shown.getOrDefault("Key-Pair-Id", "");
        if (!shown.containsKey("Signature") || keyPairId.isEmpty()) {
            return Optional.of("no signature is shown");
        }
        boolean trusted = behavior.keyGroups().stream()
                .anyMatch(group -> keysOfGroup.getOrDefault(group, Set.of()).contains(keyPairId));
        if (!trusted) {
            return Optional.of("the key " + keyPairId + " is not of a trusted key group");
        }
        try {
            String encoded = shown.getOrDefault("Policy", "");
            boolean custom = !encoded.isEmpty();
            String policy = custom ? decode(encoded) : canned(request, shown.getOrDefault("Expires", ""));
            if (!verifies(pems.getOrDefault(keyPairId, ""), policy, shown)) {
                return Optional.of("the signature is not of this " + (custom ? "policy" : "URL"));
            }
            return broken(JSON.readTree(policy).at("/Statement/0"), request, now);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of("the signature cannot be read");
        }
    }

    /** A URL that has one of the parameters is taken as signed, and cookies are not looked at. */
    private static Map<String, String> shown(EdgeRequest request) {
        Map<String, String> shown = new HashMap<>();
        request.queryParameters().forEach(parameter -> {
            if (PARAMETERS.contains(parameter.name())) {
                shown.put(parameter.name(), parameter.value());
            }
        });
        if (shown.isEmpty()) {
            request.cookies().forEach((name, value) -> {
                if (name.startsWith(COOKIE)) {
                    shown.put(name.substring(COOKIE.length()), value);
                }
            });
        }
        return shown;
    }

    private static String canned(EdgeRequest request, String expires) {
        return "{\"Statement\":[{\"Resource\":\"" + request.urlWithoutSignature()
                + "\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":" + expires + "}}}]}";
    }

    private static String decode(String text) {
        return new String(bytes(text), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder()
                .decode(text.replace('-', '+').replace('_', '=').replace('~', '/'));
    }

    private static boolean verifies(String pem, String policy, Map<String, String> shown)
            throws GeneralSecurityException {
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        boolean sha256 = "SHA256".equalsIgnoreCase(shown.getOrDefault("Hash-Algorithm", ""));
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
                Signature signature = Signature.getInstance(
                        (sha256 ? "SHA256with" : "SHA1with") + (algorithm.equals("EC") ? "ECDSA" : "RSA"));
                signature.initVerify(key);
                signature.update(policy.getBytes(StandardCharsets.UTF_8));
                return signature.verify(bytes(shown.getOrDefault("Signature", "")));
            } catch (java.security.spec.InvalidKeySpecException other) {
                // The key is of the other kind.
            }
        }
        return false;
    }

    private static Optional<String> broken(JsonNode statement, EdgeRequest request, Instant now) {
        String resource = statement.path("Resource").asText("*");
        if (!Wildcard.matches(resource, request.urlWithoutSignature())) {
            return Optional.of("the policy is for " + resource);
        }
        JsonNode condition = statement.path("Condition");
        long until = condition.at("/DateLessThan/AWS:EpochTime").asLong();
        long from = condition.at("/DateGreaterThan/AWS:EpochTime").asLong();
        if (now.getEpochSecond() >= until) {
            return Optional.of("the signature has expired");
        }
        if (now.getEpochSecond() < from) {
            return Optional.of("the signature does not hold yet");
        }
        String range = condition.at("/IpAddress/AWS:SourceIp").asText();
        return range.isEmpty() || isIn(range, request.address())
                ? Optional.empty()
                : Optional.of("the policy is for " + range);
    }

    static boolean isIn(String range, String address) {
        try {
            String[] parts = range.split("/", 2);
            byte[] network = InetAddress.getByName(parts[0]).getAddress();
            byte[] asked = InetAddress.getByName(address).getAddress();
            int bits = parts.length < 2 ? network.length * BYTE : Integer.parseInt(parts[1]);
            int rest = network.length * BYTE - bits;
            return network.length == asked.length
                    && new BigInteger(1, network).shiftRight(rest).equals(new BigInteger(1, asked).shiftRight(rest));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
