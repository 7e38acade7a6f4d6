package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Cbor;
import io.github.cdkmediadelivery.internal.Cbor.Tag;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awscdk.Stack;

/** Tokens that no signer makes: each part of one can be another. */
record Tokens(Object header, Object unprotected, Object claims, String key, int macBytes) {

    static final String KEY = "403697de87af64611c1d32a05dab0fe1fcb715a86ab435f1ec99192d79569388";
    static final String NEXT_KEY = "849b57219dae48de646d07dbb533566e976686457c1491be3a76dcea6c427188";
    static final String KEY_ID = "2026-11";
    static final String NEXT_KEY_ID = "2026-12";
    static final Map<String, String> STORE = Map.of("key:" + KEY_ID, KEY, "key:" + NEXT_KEY_ID, NEXT_KEY);

    private static final HexFormat HEX = HexFormat.of();

    /** As usual but for its claims, by their numbers; a byte string is what already is CBOR. */
    static Tokens of(Object claims) {
        return new Tokens(Map.of(1, 5), Map.of(4, utf8(KEY_ID)), claims, KEY, 32);
    }

    Tokens header(Object other) {
        return new Tokens(other, unprotected, claims, key, macBytes);
    }

    Tokens unprotected(Object other) {
        return new Tokens(header, other, claims, key, macBytes);
    }

    Tokens key(String id, String other) {
        return new Tokens(header, Map.of(4, utf8(id)), claims, other, macBytes);
    }

    Tokens macBytes(int other) {
        return new Tokens(header, unprotected, claims, key, other);
    }

    /** The four parts, as COSE has them. */
    List<Object> parts() {
        var headerBytes = encoded(header);
        var claimBytes = encoded(claims);
        var mac = hmac(key, Cbor.of(List.of("MAC0", headerBytes, new byte[0], claimBytes)));
        return List.of(headerBytes, unprotected, claimBytes, Arrays.copyOf(mac, macBytes));
    }

    byte[] bytes() {
        return Cbor.of(new Tag(61, new Tag(17, parts())));
    }

    String text() {
        return text(bytes());
    }

    static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hex(String text) {
        return HEX.parseHex(text);
    }

    static byte[] hmac(String key, byte[] signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HEX.parseHex(key), "HmacSHA256"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(Object item) {
        return item instanceof byte[] already ? already : Cbor.of(item);
    }

    /** The function's text in the synthesized template. */
    static String code(UnaryOperator<AccessTokenKeys.Builder> options) {
        return Resources.of(stack -> keys(stack, options))
                .only(Resources.FUNCTION)
                .path("FunctionCode")
                .asText();
    }

    static AccessTokenKeys keys(Stack stack) {
        return keys(stack, options -> options);
    }

    static AccessTokenKeys keys(Stack stack, UnaryOperator<AccessTokenKeys.Builder> options) {
        return options.apply(AccessTokenKeys.Builder.create(stack, "Tokens")).build();
    }
}
