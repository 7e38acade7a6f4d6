package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awssdk.services.cloudfront.CloudFrontUtilities;
import software.amazon.awssdk.services.cloudfront.model.CustomSignerRequest;

/** Apps whose templates are asked. */
public final class Asked {

    private static final CloudFrontUtilities SIGNER = CloudFrontUtilities.create();

    private Asked() {}

    static Edge edge(Consumer<Stack> build) {
        return ofApp(app -> build.accept(new Stack(app, "Test")));
    }

    static Edge ofApp(Consumer<App> build) {
        var app = new App();
        build.accept(app);
        return Edge.of(CloudAssembly.of(app));
    }

    static Edge of(Facade facade, BiConsumer<Stack, DeliveryBuilder<?>> options) {
        return edge(stack -> facade.define(stack, options));
    }

    /** Cookies as AWS's own signer makes them, for everything below a URL. */
    static Map<String, String> cookies(KeyPair pair, String keyPairId, String url, Instant until) {
        var signed = SIGNER.getCookiesForCustomPolicy(CustomSignerRequest.builder()
                .resourceUrl(url)
                .privateKey(pair.getPrivate())
                .keyPairId(keyPairId)
                .expirationDate(until)
                .build());
        return Arrays.stream(new String[] {
                    signed.policyHeaderValue(), signed.signatureHeaderValue(), signed.keyPairIdHeaderValue()
                })
                .map(cookie -> cookie.split("=", 2))
                .collect(Collectors.toMap(
                        cookie -> cookie[0], cookie -> cookie[1], (one, other) -> other, TreeMap::new));
    }

    /** The only key pair's id, as a signer is told it. */
    static String keyPairId(Edge edge) {
        return edge.publicKeyIds().iterator().next();
    }
}
