package io.github.cdkmediadelivery.audience;

import io.github.cdkmediadelivery.examples.SignPlayback;
import io.github.cdkmediadelivery.examples.SignTokens;
import io.github.cdkmediadelivery.simulator.EdgeRequest;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** What viewers and MediaTailor show to be let in. */
final class Tickets {

    private static final String KEY = "5f0c7f1d9a3e4b6288d1c0aa77e3b9d45f0c7f1d9a3e4b6288d1c0aa77e3b9d4";

    private Tickets() {}

    /** Cookies for all of the distribution. */
    static BiFunction<Viewer, String, EdgeRequest> cookies(Delivery delivery, PrivateKey key) {
        String keyPair = delivery.edge().publicKeyIds().iterator().next();
        Map<String, String> cookies = new HashMap<>();
        for (String cookie : new SignPlayback(keyPair, key).cookies(delivery.url("/*"), tomorrow(delivery))) {
            cookies.put(cookie.substring(0, cookie.indexOf('=')), cookie.substring(cookie.indexOf('=') + 1));
        }
        return (viewer, path) -> delivery.ticket().apply(viewer, path).cookies(cookies);
    }

    /** A token in the path, one for each viewer, for a folder. */
    static BiFunction<Viewer, String, EdgeRequest> tokens(Delivery delivery, String folder) {
        delivery.edge().store("", Map.of("key:2026", KEY));
        SignTokens signer = new SignTokens("2026", KEY);
        Instant until = tomorrow(delivery);
        Map<Integer, String> tokens = new HashMap<>();
        return (viewer, path) -> {
            String token = tokens.computeIfAbsent(viewer.number(), number -> signer.url(
                            delivery.url(folder + "index.m3u8"), "user" + number, "session", until)
                    .replaceFirst("^https://[^/]+(/[^/]+)/.*", "$1"));
            return delivery.ticket().apply(viewer, token + path);
        };
    }

    /** MediaTailor's path begins with a token. */
    static BiFunction<Viewer, String, EdgeRequest> pathToken(Delivery delivery) {
        return (viewer, path) -> delivery.ticket().apply(viewer, viewer.isMediaTailor() ? "/mt/" + KEY + path : path);
    }

    /** What the token of {@link #pathToken} is. */
    static String pathToken() {
        return KEY;
    }

    private static Instant tomorrow(Delivery delivery) {
        return delivery.edge().now().plus(Duration.ofDays(1));
    }
}
