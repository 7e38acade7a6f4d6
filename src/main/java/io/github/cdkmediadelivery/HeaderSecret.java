package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Accepted;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.ReadableSecret;
import io.github.cdkmediadelivery.internal.Text;
import io.github.cdkmediadelivery.internal.Weak;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * One generation of the value of a {@link SecretHeader}: generated, or a field of a secret of the user's.
 *
 * <p>A generation is a resource of its own, not a version of one secret: CloudFormation does not notice that a secret's
 * value changed, but it notices that a template names another secret.
 */
public final class HeaderSecret extends Value<HeaderSecret.Generation> {

    private static final int SHORTEST = 16;
    private static final int LONGEST = 256;
    private static final int USUAL = 64;
    private static final Text GENERATION = Text.of(
            "[A-Za-z0-9-]{1,32}",
            "generation: must be 1 to 32 letters, digits and hyphens",
            "use for example '2026-11'");
    private static final Text FIELDS = Text.of(
            "[^:{}]+",
            "field: must be the name of a JSON field, without ':' or braces, which end a dynamic reference",
            "use for example 'value'");
    private static final String FIELD = "value";

    /** What tells one from another; the length alone does not, since a generation has one value. */
    record Generation(String name, @Nullable ISecret secret, String field) {}

    private final int length;

    private HeaderSecret(String name, int length, @Nullable ISecret secret, String field) {
        super(new Generation(name, secret, field));
        this.length = length;
    }

    /**
     * {@return a value that Secrets Manager makes up: 64 letters and digits, which need no escaping in JSON, headers or
     * policies}
     *
     * @param generation a name for it, for example the month in which it was made; part of the secret's logical id
     * @throws IllegalArgumentException {@code generation: must be …} for other characters than letters, digits and
     *     hyphens
     */
    public static HeaderSecret generated(String generation) {
        Check.present("generation", generation);
        return new HeaderSecret(GENERATION.literal(generation), USUAL, null, FIELD);
    }

    /**
     * {@return a value of the user's}
     *
     * @param secret where it lies; letters and digits, at least 16
     * @param field the JSON field that holds it
     * @throws IllegalArgumentException {@code field: must be …} for a name that a dynamic reference cannot hold
     */
    public static HeaderSecret of(ISecret secret, String field) {
        Check.present("secret", secret);
        Check.present("field", field);
        return new HeaderSecret("", 0, secret, FIELDS.check(field));
    }

    /**
     * A generated value of another length. That makes it another secret: change the length together with the
     * generation, and rotate.
     *
     * @param characters 16 to 256
     * @return a new value
     * @throws IllegalArgumentException {@code length: must be 16 to 256 …}, or {@code length: must belong to a
     *     generated …}
     */
    public HeaderSecret length(int characters) {
        Check.that(
                chosen().secret == null,
                "length: must belong to a generated value",
                characters,
                "remove it for a secret of yours");
        Check.that(
                characters >= SHORTEST && characters <= LONGEST,
                "length: must be " + SHORTEST + " to " + LONGEST + " characters, or it can be guessed",
                characters,
                "use for example " + USUAL);
        return new HeaderSecret(chosen().name, characters, null, FIELD);
    }

    /** Where the value lies; the secret is made where it has to be. */
    Place in(Construct scope, List<String> replicas) {
        ISecret given = chosen().secret;
        ReadableSecret readable = ReadableSecret.of(given != null ? given : make(scope), replicas);
        if (given != null) {
            readable.checkReadable(Placement.of(scope), "secretHeader");
        }
        return new Place(readable, chosen().field);
    }

    /** A field of a secret. */
    record Place(ReadableSecret readable, String field) {

        ISecret secret() {
            return readable.secret();
        }

        String reference() {
            return readable.reference(field);
        }

        /** In words, since not everything that can be read may hold a reference. */
        String describe(boolean exact) {
            return "the value of field '" + field + "' of " + (exact ? secret().getSecretArn() : "the secret");
        }
    }

    /** Secrets Manager makes up a new value where the length changes, and CloudFormation would not notice. */
    private Secret make(Construct scope) {
        Secret secret = Secret.Builder.create(
                        scope, "Secret" + chosen().name + (length == USUAL ? "" : "Length" + length))
                .description("Value of a header that CloudFront sends to an origin, generation " + chosen().name)
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{}")
                        .generateStringKey(FIELD)
                        .passwordLength(length)
                        .excludePunctuation(true)
                        .build())
                .build();
        // A generation goes once it is rotated out, whichever stack the edge or the origin is in.
        Weak.whereOthersReferTo(secret);
        Accepted.finding(
                secret,
                "SMG4",
                "A scheduled rotation would lock CloudFront out: CloudFormation puts the value into distribution and origin"
                        + " when it deploys, and does not notice that it changed. It is rotated by deployments, in the"
                        + " order that SecretHeader describes.");
        return secret;
    }

    /** Which one it is; never the value. */
    @Override
    public String toString() {
        return chosen().secret == null ? "generation " + chosen().name : "field " + chosen().field + " of a secret";
    }
}
