package io.github.cdkmediadelivery.internal;

import java.util.function.Function;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.ReferenceStrength;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * References from one stack to another that hold nothing back.
 *
 * <p>CDK's default is an export and its import. CloudFormation neither removes nor changes an export while another
 * stack imports it, so an option that leads to another resource would stop the deployment, since CDK deploys the stack
 * that exports first. A weak reference reads the other stack's output when it is deployed.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html">Exported
 *     stack output values</a>
 */
public final class Weak {

    private Weak() {}

    /** All references to a resource of the library's own. */
    public static void whereOthersReferTo(Construct resource) {
        if (resource instanceof Resource one) {
            one.applyCrossStackReferenceStrength(ReferenceStrength.WEAK);
        } else if (resource instanceof CfnResource one) {
            one.applyCrossStackReferenceStrength(ReferenceStrength.WEAK);
        }
    }

    /** This one reference, to something of the user's: what else refers to it is the user's matter. */
    public static String reference(String attribute) {
        return Stack.consumeReference(attribute, ReferenceStrength.WEAK);
    }

    /**
     * What the user's construct says of itself, or that weakly where it is in another stack.
     *
     * @param resource what the construct defines, if it is not imported
     * @param attribute of that resource: what constructs say of themselves is wrapped, which the CDK does not take here
     */
    public static <T extends CfnResource> String from(
            IResource owner, Class<T> resource, Function<T, String> attribute, String said, Placement reader) {
        IConstruct defined = owner.getNode().getDefaultChild();
        return resource.isInstance(defined) && !owner.getStack().equals(reader.stack())
                ? reference(attribute.apply(resource.cast(defined)))
                : said;
    }
}
