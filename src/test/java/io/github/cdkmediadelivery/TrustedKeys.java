package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys that a behaviour of a template trusts, as CloudFront finds them: behaviour, key group, public key. */
final class TrustedKeys {

    private TrustedKeys() {}

    /** The keys by what a signer calls them, the key pair id. */
    static Map<String, PublicKey> of(JsonNode template, JsonNode behavior) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (JsonNode group : behavior.path("TrustedKeyGroups")) {
            for (JsonNode item : properties(template, group).at("/KeyGroupConfig/Items")) {
                var pem = properties(template, item)
                        .at("/PublicKeyConfig/EncodedKey")
                        .asText();
                keys.put(keyPairId(template, item.path("Ref").asText()), KeyPairs.parsed(pem));
            }
        }
        return keys;
    }

    /** What CloudFront calls a public key of the template. */
    static String keyPairId(JsonNode template, String logicalId) {
        return Resolved.of(template).value(ref(logicalId)).asText();
    }

    private static JsonNode ref(String logicalId) {
        return JsonNodeFactory.instance.objectNode().put("Ref", logicalId);
    }

    private static JsonNode properties(JsonNode template, JsonNode ref) {
        return template.path("Resources").path(ref.path("Ref").asText()).path("Properties");
    }
}
