package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

/**
 * A secret, and where its value can be read: CloudFormation looks it up in the region of the stack that refers to it,
 * so that a stack elsewhere needs a replica.
 *
 * @param region of the secret; empty where it is not known
 * @param account of the secret; empty where it is not known
 * @param replicas the other regions in which it is
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html">Replicate secrets
 *     across regions</a>
 */
public record ReadableSecret(ISecret secret, String region, String account, List<String> replicas) {

    private static final String OPTION = "replicatedTo";

    /** Replicated by its owner if it is imported, and else from here. */
    public static ReadableSecret of(ISecret secret, List<String> replicas) {
        ResourceEnvironment place = secret.getEnv();
        ReadableSecret readable =
                new ReadableSecret(secret, known(place.getRegion()), known(place.getAccount()), replicas);
        replicas.forEach(readable::replicate);
        return readable;
    }

    /** Regions that a user named. */
    public static List<String> regions(String... regions) {
        List<String> named =
                Stream.of(regions).map(region -> Check.region(OPTION, region)).toList();
        Check.that(
                !named.isEmpty() && named.stream().distinct().count() == named.size(),
                OPTION + ": must name each region once, and at least one",
                named,
                "use for example replicatedTo(\"us-east-1\")");
        return named;
    }

    private static String known(String part) {
        return Check.isToken(part) ? "" : part;
    }

    private void replicate(String to) {
        Check.that(
                !to.equals(region),
                OPTION + ": must be another region than the secret's own",
                to,
                "name that of the stack of the distribution");
        if (secret instanceof Secret own && !isReplicated(own, to)) {
            own.addReplicaRegion(to);
        }
    }

    private static boolean isReplicated(Secret own, String to) {
        return own.getNode().getDefaultChild() instanceof CfnSecret defined
                && String.valueOf(own.getStack().resolve(defined.getReplicaRegions()))
                        .contains(to);
    }

    /**
     * What a template says for the value of a field. With replicas it is the same in each of the regions: the ARN of a
     * replica is that of the secret but for the region.
     */
    public String reference(String field) {
        return replicas.isEmpty()
                ? secret.secretValueFromJson(field).unsafeUnwrap()
                : "{{resolve:secretsmanager:" + arnInTheRegionOfTheTemplate() + ":SecretString:" + field + "::}}";
    }

    /** arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME, of which the template puts in its own region. */
    private String arnInTheRegionOfTheTemplate() {
        List<String> parts = Fn.split(":", arn());
        return "arn:" + Fn.select(1, parts) + ":secretsmanager:" + Aws.REGION + ":" + Fn.select(4, parts) + ":secret:"
                + Fn.select(6, parts);
    }

    /** What the CDK says of a secret elsewhere needs a name of the secret's that is known. */
    private String arn() {
        if (secret.getNode().getDefaultChild() instanceof CfnSecret defined) {
            return Weak.reference(defined.getRef());
        }
        String full = secret.getSecretFullArn();
        return full != null ? full : secret.getSecretArn();
    }

    /** Refuses a stack that cannot read the value. */
    public void checkReadable(Placement at, String option) {
        Check.that(
                !KnownArn.differ(region, at.knownRegion()) || replicas.contains(at.knownRegion()),
                option + ": must have its secret in the region of the stack, where CloudFormation reads it",
                region,
                "replicate it with replicatedTo(\"" + at.knownRegion() + "\")");
        checkAccount(at, option);
    }

    /** The key that encrypts a secret unless its owner says another is for its own account alone. */
    private void checkAccount(Placement at, String option) {
        Check.that(
                !KnownArn.differ(account, at.knownAccount())
                        || (secret.getEncryptionKey() != null && !replicas.contains(at.knownRegion())),
                option + ": must have its secret in the account of the stack, since the key aws/secretsmanager is not"
                        + " shared with another",
                account,
                "put the distribution into that account, or give a secret of its region that is encrypted with a key"
                        + " of yours and shared");
    }
}
