package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.EdgeRequest;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content behind a golden template, as its viewers ask for it.
 *
 * @param edge that is asked
 * @param host of its distribution
 * @param folder of its files, from and to a slash
 */
record Content(Edge edge, String host, String folder) {

    /** Whoever signs for the owner: the key in the golden is of a pair whose private half nobody kept. */
    static final KeyPair OWNER = KeyPairs.rsa();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDENS = Path.of("src", "test", "resources", "golden");

    /** What is deployed together. */
    private static final List<List<String>> TOGETHER = List.of(
            List.of("FailoverVod", "FailoverVodReplica"),
            List.of("FailoverLive", "FailoverLiveAccess", "FailoverLiveSecond"),
            List.of("LiveElsewhere", "LiveElsewhereAccess", "LiveElsewhereChannel"),
            List.of("OwnDomain", "OwnDomainCertificate"));

    private static final Map<String, String> FOLDERS = Map.of(
            "Vod", "/video/",
            "LiveChannel", "/out/v1/live-channel/main/hls/",
            "LiveChannelV1", "/out/v1/0123456789abcdef0123456789abcdef/",
            "AdInsertion", "/out/v1/ad-insertion/main/hls/",
            "FailoverLive", "/out/v1/failover-live/main/hls/",
            "LiveElsewhere", "/out/v1/live-elsewhere/main/hls/",
            "PrivateLive", "/out/v1/private-live/main/hls/");

    /** A template as it was reviewed, with keys whose other halves are known here. */
    static ObjectNode template(String golden) {
        try {
            var text = Files.readString(GOLDENS.resolve(golden + ".json"))
                    .replace("[\\\"<asset>\\\"]", "[\\\"" + PathToken.digest(EdgeConfiguration.TOKEN) + "\\\"]");
            var template = (ObjectNode) JSON.readTree(text);
            Breaks.all(template, "AWS::CloudFront::PublicKey")
                    .forEach(key -> key.withObject("/PublicKeyConfig").put("EncodedKey", KeyPairs.publicPem(OWNER)));
            return template;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content behind a template, beside what is deployed together with it. */
    static Content behind(String golden, ObjectNode template) {
        var stacks = TOGETHER.stream()
                .filter(group -> group.contains(golden))
                .findFirst()
                .orElse(List.of(golden));
        var texts = new TreeMap<String, String>();
        stacks.forEach(stack -> texts.put(stack, (stack.equals(golden) ? template : template(stack)).toString()));
        var edge = Edge.of(CloudAssembly.ofTemplates(texts).withSecret(":token::", EdgeConfiguration.TOKEN))
                .store("", Tokens.STORE);
        return new Content(edge, edge.distributions().get(0).domainName(), FOLDERS.getOrDefault(stacks.get(0), "/"));
    }

    /** The same, where its origins answer otherwise. */
    Content answering(OriginAnswer answer) {
        edge.origin(answer);
        return this;
    }

    /** A request of somebody who shows nothing. */
    EdgeRequest get(String file) {
        return edge.get(url(file));
    }

    EdgeRequest manifest() {
        return get("index.m3u8");
    }

    EdgeRequest segment() {
        return get("segment_1.ts");
    }

    String url(String file) {
        return "https://" + host + folder + file;
    }

    /** A request anywhere on the distribution. */
    EdgeRequest at(String path) {
        return edge.get("https://" + host + path);
    }

    /** The same file for somebody whose signer has this pair and names this key. */
    EdgeRequest signed(String file, KeyPair pair, String keyPairId) {
        return get(file)
                .cookies(Asked.cookies(pair, keyPairId, url("*"), edge.now().plus(Duration.ofHours(1))));
    }

    /** The URL with a token as the owner's signer makes it. */
    String withToken(String file, String session) {
        return AccessTokenSigner.create()
                .getSignedUrl(AccessTokenRequest.builder()
                        .resourceUrl(url(file))
                        .keyId(Tokens.KEY_ID)
                        .key(Tokens.KEY)
                        .expirationDate(edge.now().plus(Duration.ofHours(1)))
                        .sessionId(session)
                        .build());
    }

    /** The URL with a token that no signer makes. */
    String withToken(String file, Tokens token) {
        return "https://" + host + "/" + token.text() + ".cat" + folder + file;
    }

    long inSeconds(Duration fromNow) {
        return edge.now().plus(fromNow).getEpochSecond();
    }
}
