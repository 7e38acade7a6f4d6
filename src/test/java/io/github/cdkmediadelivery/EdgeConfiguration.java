package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction.PathKind;
import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** Ways to configure the edge function, each with the code that the template then has. */
enum EdgeConfiguration {
    /** MediaTailor by its secret path; browsers by their origin. */
    PATH_TOKEN((stack, guard) ->
            guard.missingOrigin(MissingOrigin.REFUSED).trust(pathToken(stack)).contentFolders("/a", "/b%20c")),

    /** The same where native players are let in. */
    PATH_TOKEN_AND_NATIVE((stack, guard) ->
            guard.trust(pathToken(stack)).contentFolders("/a", "/b%20c").missingOrigin(MissingOrigin.ALLOWED)),

    /** Nobody has said where the content lies. */
    PATH_TOKEN_UNTOLD(
            (stack, guard) -> guard.missingOrigin(MissingOrigin.REFUSED).trust(pathToken(stack))),

    /** Nobody but browsers. */
    BROWSERS((stack, guard) -> guard.missingOrigin(MissingOrigin.REFUSED)),

    NATIVE((stack, guard) -> guard.missingOrigin(MissingOrigin.ALLOWED)),

    REFERER((stack, guard) -> guard.missingOrigin(MissingOrigin.BY_REFERER)),

    FETCH_SITE((stack, guard) -> guard.missingOrigin(MissingOrigin.BY_FETCH_SITE)),

    USER_AGENT((stack, guard) -> guard.missingOrigin(MissingOrigin.REFUSED)
            .trust(MediaTailorTrust.forgeableUserAgent("mediatailor.amazonaws.com"))),

    AGENTS((stack, guard) -> guard.missingOrigin(MissingOrigin.ALLOWED)
            .allowedUserAgents("^Mozilla/", "AppleCoreMedia")
            .deniedUserAgents("curl|wget", "^$")),

    DENIED_AGENTS(
            (stack, guard) -> guard.missingOrigin(MissingOrigin.ALLOWED).deniedUserAgents("curl|wget", "^$", "^Bot$")),

    FORBIDDEN((stack, guard) -> guard.missingOrigin(MissingOrigin.REFUSED)
            .trust(pathToken(stack))
            .contentFolders("/a", "/b%20c")
            .refusal(Refusal.FORBIDDEN)),

    NOTHING_EXEMPT((stack, guard) -> guard.missingOrigin(MissingOrigin.REFUSED).exempt()),

    SEGMENTS_EXEMPT(
            (stack, guard) -> guard.missingOrigin(MissingOrigin.REFUSED).exempt(PathKind.SEGMENT, PathKind.OTHER)),

    PERSONALIZED_EXEMPT(
            (stack, guard) -> guard.missingOrigin(MissingOrigin.REFUSED).exempt(PathKind.PERSONALIZED));

    static final String TOKEN = "5f0c7f1d9a3e4b6288d1c0aa77e3b9d45f0c7f1d9a3e4b6288d1c0aa77e3b9d4";
    static final String PREVIOUS_TOKEN = "PreviousToken-_0123456";
    static final AllowedOrigins ORIGINS = AllowedOrigins.of("https://allowed.example.com", "https://*.example.org");

    private static final Map<EdgeConfiguration, String> CODES = new EnumMap<>(EdgeConfiguration.class);

    @SuppressWarnings("ImmutableEnumChecker")
    private final BiConsumer<Stack, MediaTailorSafeEdgeFunction.Builder> options;

    EdgeConfiguration(BiConsumer<Stack, MediaTailorSafeEdgeFunction.Builder> options) {
        this.options = options;
    }

    /** The function's text in the synthesized template. */
    String code() {
        return Objects.requireNonNull(codes().get(this));
    }

    MediaTailorSafeEdgeFunction in(Stack stack) {
        var guard = MediaTailorSafeEdgeFunction.Builder.create(stack, id(), ORIGINS);
        options.accept(stack, guard);
        return guard.build();
    }

    static MediaTailorTrust pathToken(Stack stack) {
        var known = stack.getNode().tryFindChild("PathToken");
        var secret = known == null ? new Secret(stack, "PathToken") : (Secret) known;
        return MediaTailorTrust.pathToken(
                PathToken.of(secret, "token", PathToken.digest(TOKEN)),
                PathToken.of(secret, "previous", PathToken.digest(PREVIOUS_TOKEN)));
    }

    private String id() {
        return name().replace("_", "");
    }

    private static synchronized Map<EdgeConfiguration, String> codes() {
        if (CODES.isEmpty()) {
            var functions = Resources.of(stack -> {
                        for (var configuration : values()) {
                            configuration.in(stack);
                        }
                    })
                    .all(Resources.FUNCTION);
            for (var configuration : values()) {
                functions.forEach((id, function) -> {
                    if (id.startsWith(configuration.id() + "Function")) {
                        CODES.put(configuration, function.path("FunctionCode").asText());
                    }
                });
            }
        }
        return CODES;
    }
}
