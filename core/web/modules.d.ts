// Style sheets are imported for their effect; esbuild collects them in app.css.
declare module "*.css";
