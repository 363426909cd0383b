package cn.ting.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Makes the pictures of README and documents, so that they show what is there. It is no story: {@code src/docs/pictures/make}
 * runs it by name.
 */
class Pictures {

    @RegisterExtension
    static final Scene SCENE = new Scene("pictures-page");

    @RegisterExtension
    static final Stage STAGE = new Stage("pictures-bench");

    private static final Path DOCS = Scene.PROJECT.resolve("src/docs/pictures");
    private static final int UPRIGHT = 540;
    private static final int LYING = 1280;
    private static final int LONGEST_STEP_MS = 120_000;

    @Test
    void theTouchPage() throws IOException {
        Visitor visitor = SCENE.visitor().begins();
        keep(visitor.page(), "home", UPRIGHT);
        visitor.touches("长辈版").sees("问问怎么办");
        keep(visitor.page(), "elders", UPRIGHT);
        visitor.touches("回到普通版").touches("找事项").types("社保").touches("社保参保证明").sees("需要的材料");
        keep(visitor.page(), "matter", UPRIGHT);
        visitor.touches("首页").sees("您要办什么事").identifies("zhang-xiaosan").takesNumber();
        visitor.sees("小票已打印");
        keep(visitor.page(), "ticket", UPRIGHT);
    }

    @Test
    void theBench() throws IOException {
        STAGE.plays("visit");
        Page page = STAGE.opens("");
        page.locator(".idcard").nth(2).click();
        assertThat(page.frameLocator("#page").locator("h1")).containsText("欧**月，您好");
        keep(page, "bench", LYING);
        page.locator("#reader").click();
        assertThat(page.locator("#lying")).isEmpty();
    }

    /** Each at the step that says most. */
    @Test
    void theScenes() throws IOException {
        keep("visit", 12);
        keep("night", 9);
        keep("paper", 8);
        keep("reader", 5);
        keep("power", 6);
    }

    private static void keep(String scene, int step) throws IOException {
        Page page = STAGE.opens("?pace=0&scene=" + scene + "&hold=" + step);
        await(page, "step => Number(document.body.dataset.seen) === step", step);
        // The paper that has been seen in the state is still on its way out of the drawn printer.
        await(page, "() => !document.querySelector('#paper.moving')", step);
        await(page, "() => document.querySelector('#finger.away, #finger[hidden]')", step);
        keep(page, "bench-" + scene, LYING);
        page.locator("#stop").click();
        await(page, "() => document.body.dataset.scene === 'stopped'", step);
    }

    private static void await(Page page, String seen, int step) {
        page.waitForFunction(seen, step, new WaitForFunctionOptions().setTimeout(LONGEST_STEP_MS));
    }

    private static void keep(Page page, String name, int width) throws IOException {
        byte[] screenshot = page.screenshot(new ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
        SmallPicture.of(screenshot, width).save(DOCS.resolve(name + ".png"));
    }
}
