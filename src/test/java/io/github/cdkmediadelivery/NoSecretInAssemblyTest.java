package io.github.cdkmediadelivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.examples.Examples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** Reads every file that a synthesis leaves behind, templates, assets and metadata, as a thief would. */
class NoSecretInAssemblyTest {

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
    private static final Pattern LITERAL_SECRET = Pattern.compile("\"SecretString\"\\s*:");
    private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:secretsmanager:[^{}]+:SecretString:[^{}]*}}");

    private static final String TEMPLATE = ".template.json";

    private static final KeyPair RSA = KeyPairs.rsa();
    private static final KeyPair ECDSA = KeyPairs.ecdsa();

    private static Path assembly = Path.of("");

    @BeforeAll
    static void synthesize() {
        assembly = Synth.synthesize(app -> {
            Examples.define(app);
            secretive(app);
        });
    }

    @Test
    void theAssemblyIsWhole() {
        assertThat(files(assembly))
                .extracting(file -> assembly.relativize(file).toString())
                .contains(
                        "manifest.json",
                        "PrivateLive.template.json",
                        "PrivateVod.template.json",
                        "LiveChannelV1.template.json",
                        "Secretive.template.json")
                .anyMatch(file -> file.startsWith("asset."));
    }

    @Test
    void noFileHoldsAPrivateKey() {
        assertThat(files(assembly)).noneMatch(file -> holds(file, PRIVATE_KEY));
        for (KeyPair pair : List.of(RSA, ECDSA)) {
            for (String form : forms(pair)) {
                assertThat(files(assembly)).noneMatch(file -> read(file).contains(form));
            }
        }
    }

    @Test
    void noFileHoldsASecretsValueOrAToken() {
        assertThat(files(assembly))
                .noneMatch(file -> holds(file, LITERAL_SECRET))
                .noneMatch(file -> read(file).contains(EdgeConfiguration.TOKEN))
                .noneMatch(file -> read(file).contains(EdgeConfiguration.PREVIOUS_TOKEN));
    }

    @Test
    void everyHeaderThatGoesToAnOriginIsResolvedWhenItIsDeployed() {
        var stacks = files(assembly).stream()
                .filter(file -> file.toString().endsWith(TEMPLATE))
                .collect(Collectors.toMap(file -> file.getFileName().toString().replace(TEMPLATE, ""), Synth::read));
        var values = stacks.entrySet().stream()
                .flatMap(stack -> stack.getValue().findValues("HeaderValue").stream()
                        .map(value ->
                                Resolved.of(stacks).value(stack.getKey(), value).asText()))
                .toList();

        assertThat(values).hasSizeGreaterThanOrEqualTo(5).allMatch(value -> DYNAMIC.matcher(value)
                .matches());
    }

    /** The tree of constructs repeats the templates. */
    @Test
    void onlyTemplatesReferToASecretAndTheirOutputsDoNot() {
        assertThat(files(assembly))
                .filteredOn(file -> read(file).contains("{{resolve:"))
                .isNotEmpty()
                .allMatch(file -> file.toString().matches(".*/(tree|\\w+\\.template)\\.json"));
        assertThat(templates())
                .extracting(template -> template.path("Outputs").toString())
                .noneMatch(outputs -> outputs.contains("{{resolve:"));
    }

    @Test
    void thePublicKeysAreThere() {
        var keys = templates().stream()
                .flatMap(template -> template.findValuesAsText("EncodedKey").stream())
                .toList();

        assertThat(keys).contains(KeyPairs.publicPem(RSA), KeyPairs.publicPem(ECDSA));
    }

    /** The search itself finds what it is for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----",
                "{\"SecretString\": \"hunter2\"}"
            })
    void theSearchWouldFind(String secret, @TempDir Path directory) throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("asset.1")).resolve("index.js"), "// " + secret);

        assertThat(files(directory)).anyMatch(file -> holds(file, PRIVATE_KEY) || holds(file, LITERAL_SECRET));
    }

    /** All that has to do with secrets: generated ones and imported ones of both versions, tokens, keys of viewers. */
    private static void secretive(App app) {
        var stack = new Stack(app, "Secretive");
        var keys = ViewerKeys.Builder.create(stack, "Keys")
                .key(KeyPairs.viewerKey(RSA))
                .key(KeyPairs.viewerKey(ECDSA))
                .build();
        var v1 = MediaPackageCdnAuthorization.Builder.create(stack, "NewV1").build();
        var importedV1 = MediaPackageCdnAuthorization.Builder.create(stack, "OldV1")
                .secret(Secret.fromSecretNameV2(stack, "SecretV1", "v1"))
                .build();
        var v2 = MediaPackageV2CdnAuthorization.Builder.create(stack, "NewV2").build();
        var importedV2 = MediaPackageV2CdnAuthorization.Builder.create(stack, "OldV2")
                .secret(Secret.fromSecretNameV2(stack, "SecretV2", "v2"))
                .build();
        live(stack, "V1", keys, v1(v1));
        live(stack, "ImportedV1", keys, v1(importedV1));
        live(stack, "V2", keys, v2("new", v2));
        live(stack, "ImportedV2", keys, v2("old", importedV2));
        ContentOrigin.WEB_SERVER
                .in(stack)
                .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                .build();
    }

    private static void live(Stack stack, String id, ViewerKeys keys, MediaPackageOrigin origin) {
        LiveFixtures.begun(stack, id)
                .origin(origin)
                .viewerAccess(ViewerAccess.signedCookies(keys))
                .build();
    }

    private static MediaPackageOrigin v1(MediaPackageCdnAuthorization authorization) {
        return MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(authorization))
                .endpoint(LiveFixtures.v1Endpoint())
                .build();
    }

    private static MediaPackageOrigin v2(String endpoint, MediaPackageV2CdnAuthorization authorization) {
        return MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                .originAccess(MediaPackageV2Access.originAccessControlAndCdnAuthorization(authorization))
                .endpoint(LiveFixtures.v2Endpoint(endpoint))
                .build();
    }

    /** The ways in which a private key might have got into a file, a line of PEM being enough. */
    private static List<String> forms(KeyPair pair) {
        var encoded = pair.getPrivate().getEncoded();
        List<String> forms = new ArrayList<>(KeyPairs.privatePem(pair)
                .lines()
                .filter(line -> line.length() == 64)
                // The first line of every key of a kind is nearly the same.
                .skip(1)
                .toList());
        forms.add(Base64.getEncoder().encodeToString(encoded));
        forms.add(new String(encoded, ISO_8859_1));
        return forms;
    }

    private static List<JsonNode> templates() {
        return files(assembly).stream()
                .filter(file -> file.toString().endsWith(".template.json"))
                .map(Synth::read)
                .toList();
    }

    private static boolean holds(Path file, Pattern pattern) {
        return pattern.matcher(read(file)).find();
    }

    /** Byte by byte, whatever the file is. */
    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
