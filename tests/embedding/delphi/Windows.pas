{ Stands for Delphi's unit of that name: what the samples use of it. }
unit Windows;

interface

type
  HWND = NativeUInt;

const
  SW_SHOWNORMAL = 1;

implementation

end.
