// Lets a host import the style sheets for their effect without types from its bundler.
export {};
